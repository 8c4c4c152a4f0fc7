package io.enidirect.image;

/** What a name in a {@link FileTree} stands for. All belong to root. */
sealed interface Node {
    /** @param mode permissions, 0 to 07777 */
    record Directory(int mode) implements Node {}

    /** @param mode permissions, 0 to 07777 */
    record File(int mode, Content content) implements Node {}

    /** @param target as it stands in the link: absolute in the image, or relative to the link's directory */
    record Link(String target) implements Node {}
}
