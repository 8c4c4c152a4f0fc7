package io.enidirect.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What an image can be made for; names as in the OCI's specification, which are Debian's as well. */
enum Arch {
    AMD64(0x3e),
    ARM64(0xb7);

    private static final int MACHINE_AT = 18;

    private final int machine;

    /** @param machine its number in ELF's {@code e_machine} */
    Arch(int machine) {
        this.machine = machine;
    }

    /** Whether this program of Linux is for it. */
    boolean runs(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            byte[] head = in.readNBytes(MACHINE_AT + 2);
            return head.length == MACHINE_AT + 2
                    && head[0] == 0x7f
                    && head[1] == 'E'
                    && (head[MACHINE_AT] & 0xff | (head[MACHINE_AT + 1] & 0xff) << Byte.SIZE) == machine;
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the machine that this runs on; another one's programs can't be run here. */
    boolean isHere() {
        String machine = System.getProperty("os.arch");
        return switch (this) {
            case AMD64 -> machine.equals("amd64") || machine.equals("x86_64");
            case ARM64 -> machine.equals("aarch64") || machine.equals("arm64");
        };
    }
}
