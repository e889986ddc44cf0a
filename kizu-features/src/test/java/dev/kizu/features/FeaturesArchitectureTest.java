package dev.kizu.features;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of ARCHITECTURE.md for the packages of this module. */
@AnalyzeClasses(packages = "dev.kizu.features", importOptions = DoNotIncludeTests.class)
class FeaturesArchitectureTest {
    /** One way only: a package sees what stands below it. A new package belongs into this list. */
    @ArchTest
    static final ArchRule packagesDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("map")
            .definedBy("dev.kizu.features.map..")
            .layer("padim")
            .definedBy("dev.kizu.features.padim..")
            .layer("patchcore")
            .definedBy("dev.kizu.features.patchcore..")
            .layer("backbone")
            .definedBy("dev.kizu.features.backbone..")
            .layer("model")
            .definedBy("dev.kizu.features.model..")
            .layer("train")
            .definedBy("dev.kizu.features.train..")
            .whereLayer("map")
            .mayNotAccessAnyLayer()
            .whereLayer("padim")
            .mayOnlyAccessLayers("map")
            .whereLayer("patchcore")
            .mayOnlyAccessLayers("map")
            .whereLayer("backbone")
            .mayOnlyAccessLayers("map")
            .whereLayer("model")
            .mayOnlyAccessLayers("map", "padim", "patchcore", "backbone")
            .whereLayer("train")
            .mayOnlyAccessLayers("map", "padim", "patchcore", "backbone", "model")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.kizu.features.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheBankTouchesJVector = noClasses()
            .that()
            .resideOutsideOfPackage("dev.kizu.features.patchcore")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.jbellis..");

    @ArchTest
    static final ArchRule nothingPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
