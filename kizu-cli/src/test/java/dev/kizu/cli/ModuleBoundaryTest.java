package dev.kizu.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md between modules; only here are all of them on the class path. */
class ModuleBoundaryTest {
    private static final String CLI = "dev.kizu.cli..";
    private static final String REPORT = "dev.kizu.report..";
    private static final String FEATURES = "dev.kizu.features..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.kizu");

    @Test
    void allModulesAreLookedAt() {
        assertThat(CLASSES)
                .extracting("packageName")
                .contains("dev.kizu.image", "dev.kizu.report", "dev.kizu.features.backbone", "dev.kizu.cli");
    }

    @Test
    void theLibraryKnowsNeitherReportNorCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CLI, REPORT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLI, REPORT)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsFeaturesOfPretrainedNetworks() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CLI, FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(FEATURES)
                .check(CLASSES);
    }

    @Test
    void onlyFeaturesOfPretrainedNetworksTouchOnnxRuntimeTheFormatsClassesAndJVector() {
        noClasses()
                .that()
                .resideOutsideOfPackage(FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.onnx..", "com.google.protobuf..", "io.github.jbellis..")
                .check(CLASSES);
    }

    @Test
    void theReportDoesNotKnowTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(REPORT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI)
                .check(CLASSES);
    }

    @Test
    void theReportNeitherPrintsNorEndsTheProgram() {
        JavaClasses report = CLASSES.that(JavaClass.Predicates.resideInAPackage(REPORT));
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(report);
        noClasses().should().callMethod(System.class, "exit", int.class).check(report);
    }
}
