package io.enidirect.quickstart;

import io.enidirect.image.UnpackedImage;
import java.nio.file.Files;
import java.nio.file.Path;

/** The image that the tests of its module have built. */
final class BuiltImage {
    private static final Path DIRECTORY = Path.of("..", "image", "target", "image", "amd64");
    private static final String JDK = "ENI_DIRECT_IMAGE_JDK";

    private BuiltImage() {}

    /** Where a JDK was promised, its absence is a failure. */
    static boolean isThere() {
        if (System.getenv(JDK) == null) {
            System.out.println("SKIPPED: tests of the installed image; " + JDK + " names no JDK 25");
            return false;
        }
        if (!Files.isRegularFile(DIRECTORY.resolve("oci/index.json"))) {
            throw new IllegalStateException(
                    JDK + " is set, and " + DIRECTORY + " is not there; the tests of deploy/image build it");
        }
        return RealKubernetes.isThere();
    }

    static UnpackedImage unpack() {
        return UnpackedImage.of(DIRECTORY, Path.of("target", "unpacked"));
    }
}
