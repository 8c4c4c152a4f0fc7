package io.enidirect.image;

import java.util.Locale;

/** What an image can be made for; names as in the OCI's specification, which are Debian's as well. */
enum Arch {
    AMD64,
    ARM64;

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
