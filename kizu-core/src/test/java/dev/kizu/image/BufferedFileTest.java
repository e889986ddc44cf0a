package dev.kizu.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferedFileTest {
    private static final int SIZE = 40_000;

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[SIZE];

    private BufferedFile open() throws IOException {
        new Random(3).nextBytes(bytes);
        return new BufferedFile(Files.write(folder.resolve("file"), bytes));
    }

    @Test
    void numbersThatLieAcrossTheEndOfTheBufferAreRead() throws IOException {
        try (BufferedFile file = open()) {
            for (int at = 16_370; at < 16_400; at++) {
                file.seek(at - 100);
                file.readFully(new byte[100]);
                assertThat(file.readLong())
                        .as("at %d", at)
                        .isEqualTo(ByteBuffer.wrap(bytes).getLong(at));
            }
        }
    }

    @Test
    void readsOfAnyLengthGiveTheSameBytes() throws IOException {
        try (BufferedFile file = open()) {
            file.replace(List.of(5L, 16_384L, 39_999L), (byte) 7);
            for (int place : new int[] {5, 16_384, 39_999}) {
                bytes[place] = 7;
            }
            for (int length : new int[] {1, 3, 1000, 16_383, 16_384, 16_385, 39_999, SIZE}) {
                for (int at : new int[] {0, 1, 4000, SIZE - length}) {
                    byte[] target = new byte[length];
                    file.seek(at);
                    int count = file.read(target);
                    assertThat(count).isEqualTo(Math.min(length, SIZE - at));
                    assertThat(Arrays.copyOf(target, count)).isEqualTo(Arrays.copyOfRange(bytes, at, at + count));
                    assertThat(file.getStreamPosition()).isEqualTo(at + count);
                }
            }
        }
    }

    @Test
    void zerosFollowTheEndWhereAskedFor() throws IOException {
        try (BufferedFile file = open()) {
            file.seek(SIZE - 2);
            assertThatThrownBy(file::readInt).isInstanceOf(EOFException.class);
            file.pad(3);

            file.seek(SIZE - 2);
            assertThat(file.read(new byte[100])).isEqualTo(5);
            assertThat(file.read()).isEqualTo(-1);
            assertThat(file.read(new byte[1])).isEqualTo(-1);
            file.seek(SIZE - 1);
            assertThat(file.readInt()).isEqualTo((bytes[SIZE - 1] & 0xff) << 24);
            file.seek(SIZE + 2);
            assertThat(file.read()).isZero();
            assertThat(file.read()).isEqualTo(-1);
            assertThat(file.length()).isEqualTo(SIZE);
        }
    }
}
