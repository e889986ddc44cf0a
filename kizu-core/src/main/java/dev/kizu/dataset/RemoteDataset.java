package dev.kizu.dataset;

import java.net.URI;
import java.util.List;

/**
 * A data set that can be downloaded: where it is published, and sizes and sums of its files.
 *
 * @param name its name, also that of its folder
 * @param servers base addresses, each ending in a slash; the first is asked first, the others when it fails
 * @param files the files, the same on every server
 */
public record RemoteDataset(String name, List<URI> servers, List<RemoteFile> files) {
    /**
     * MNIST. Sizes and sums are those of the files published by Y. LeCun, C. Cortes and C. Burges; the first address is a
     * mirror kept for PyTorch, since the original often refuses.
     */
    public static final RemoteDataset MNIST = new RemoteDataset(
            "mnist",
            List.of(
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("http://yann.lecun.com/exdb/mnist/")),
            List.of(
                    new RemoteFile("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                    new RemoteFile("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
                    new RemoteFile("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
                    new RemoteFile("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c")));

    /**
     * Fashion-MNIST, as published by Zalando SE (MIT licence), sums from its README. Debian's package
     * dataset-fashion-mnist strips names and times from the gzip headers, so its files have other sums and sizes but the same
     * images.
     */
    public static final RemoteDataset FASHION_MNIST = new RemoteDataset(
            "fashion-mnist",
            List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
            List.of(
                    new RemoteFile("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                    new RemoteFile("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
                    new RemoteFile("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
                    new RemoteFile("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310")));

    /** Every data set known. */
    public static final List<RemoteDataset> ALL = List.of(MNIST, FASHION_MNIST);

    /** Copies the lists and checks the addresses. */
    public RemoteDataset {
        servers = List.copyOf(servers);
        files = List.copyOf(files);
        if (servers.isEmpty() || files.isEmpty()) {
            throw new IllegalArgumentException("data set %s has %d servers and %d files, expected at least one of each"
                    .formatted(name, servers.size(), files.size()));
        }
        for (URI server : servers) {
            if (!server.toString().matches("https?://.+/")) {
                throw new IllegalArgumentException(
                        "server %s of data set %s: expected an http or https address that ends in a slash".formatted(server, name));
            }
        }
    }

    /**
     * The data set of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RemoteDataset named(String name) {
        return ALL.stream().filter(set -> set.name.equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "no data set is called \"%s\", expected one of %s"
                        .formatted(name, String.join(", ", ALL.stream().map(RemoteDataset::name).toList()))));
    }

    /** A copy on other servers, such as a mirror at hand. */
    public RemoteDataset withServers(List<URI> servers) {
        return new RemoteDataset(name, servers, files);
    }

    /** The size of all files together, in bytes. */
    public long bytes() {
        return files.stream().mapToLong(RemoteFile::bytes).sum();
    }
}
