package dev.kizu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of ARCHITECTURE.md for the library's packages. */
@AnalyzeClasses(packages = "dev.kizu", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** One way only: a package sees what stands below it. A new package belongs into this list. */
    @ArchTest
    static final ArchRule packagesDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("file")
            .definedBy("dev.kizu.file..")
            .layer("image")
            .definedBy("dev.kizu.image..")
            .layer("random")
            .definedBy("dev.kizu.random..")
            .layer("parallel")
            .definedBy("dev.kizu.parallel..")
            .layer("flaw")
            .definedBy("dev.kizu.flaw..")
            .layer("evaluate")
            .definedBy("dev.kizu.evaluate..")
            .layer("kernel")
            .definedBy("dev.kizu.nn.kernel..")
            .layer("nn")
            .definedBy("dev.kizu.nn")
            .layer("onnx")
            .definedBy("dev.kizu.onnx..")
            .layer("score")
            .definedBy("dev.kizu.score..")
            .layer("dataset")
            .definedBy("dev.kizu.dataset..")
            .layer("patch")
            .definedBy("dev.kizu.patch..")
            .layer("vae")
            .definedBy("dev.kizu.vae..")
            .layer("calibrate")
            .definedBy("dev.kizu.calibrate..")
            .layer("model")
            .definedBy("dev.kizu.model..")
            .layer("detect")
            .definedBy("dev.kizu.detect..")
            .layer("experiment")
            .definedBy("dev.kizu.experiment..")
            .layer("inspect")
            .definedBy("dev.kizu.inspect..")
            .layer("train")
            .definedBy("dev.kizu.train..")
            .layer("assess")
            .definedBy("dev.kizu.assess..")
            .whereLayer("file")
            .mayNotAccessAnyLayer()
            .whereLayer("image")
            .mayOnlyAccessLayers("file")
            .whereLayer("random")
            .mayNotAccessAnyLayer()
            .whereLayer("parallel")
            .mayNotAccessAnyLayer()
            .whereLayer("flaw")
            .mayNotAccessAnyLayer()
            .whereLayer("evaluate")
            .mayOnlyAccessLayers("flaw")
            .whereLayer("kernel")
            .mayNotAccessAnyLayer()
            .whereLayer("onnx")
            .mayNotAccessAnyLayer()
            .whereLayer("score")
            .mayNotAccessAnyLayer()
            .whereLayer("nn")
            .mayOnlyAccessLayers("kernel")
            .whereLayer("dataset")
            .mayOnlyAccessLayers("image")
            .whereLayer("patch")
            .mayOnlyAccessLayers("image", "random")
            .whereLayer("vae")
            .mayOnlyAccessLayers("image", "random", "parallel", "patch", "nn", "kernel")
            .whereLayer("calibrate")
            .mayOnlyAccessLayers("random", "score", "vae")
            .whereLayer("model")
            .mayOnlyAccessLayers("file", "image", "onnx", "score", "nn", "patch", "vae", "calibrate")
            .whereLayer("detect")
            .mayOnlyAccessLayers("image", "vae", "score", "calibrate", "model")
            .whereLayer("inspect")
            .mayOnlyAccessLayers("image", "parallel", "patch", "vae", "score", "calibrate", "model", "detect")
            .whereLayer("train")
            .mayOnlyAccessLayers(
                    "image",
                    "random",
                    "parallel",
                    "dataset",
                    "patch",
                    "vae",
                    "score",
                    "calibrate",
                    "model",
                    "detect",
                    "inspect")
            .whereLayer("experiment")
            .mayOnlyAccessLayers(
                    "image", "random", "dataset", "patch", "vae", "score", "calibrate", "model", "detect", "evaluate")
            .whereLayer("assess")
            .mayOnlyAccessLayers("image", "parallel", "dataset", "score", "model", "detect", "inspect", "evaluate")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.kizu.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theLibraryNeedsOnlyTheJdkAndTheLoggingApi = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.imageio..",
                    "jdk.incubator.vector..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "dev.kizu..");

    @ArchTest
    static final ArchRule onlyTheImagePackageReadsPictures = noClasses()
            .that()
            .resideOutsideOfPackage("dev.kizu.image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.imageio..");

    @ArchTest
    static final ArchRule onlyKernelsUseTheVectorApi = noClasses()
            .that()
            .resideOutsideOfPackage("dev.kizu.nn.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector..");

    @ArchTest
    static final ArchRule theLibraryDoesNotPrint = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule theLibraryDoesNotEndTheProgram = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);
}
