package io.enidirect.cloud.tencent;

/**
 * Text from outside, made harmless where it enters: what breaks a line or turns the direction of writing becomes a space,
 * so that nothing the cloud answers forges a line of a log or hides what a user reads. A space and not nothing, so that no
 * two names become one.
 */
final class PlainText {
    private static final int HEX_DIGITS = 4;

    private PlainText() {}

    static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(each -> plain.appendCodePoint(harmful(each) ? ' ' : each));
        return plain.toString();
    }

    /** The same for a JSON document: also what stands escaped in its strings. Between them it is white space anyway. */
    static String ofJson(String json) {
        if (isPlain(json)) {
            return json;
        }
        StringBuilder plain = new StringBuilder(json.length());
        int at = 0;
        while (at < json.length()) {
            if (json.charAt(at) != '\\' || at + 1 == json.length()) {
                int each = json.codePointAt(at);
                plain.appendCodePoint(harmful(each) ? ' ' : each);
                at += Character.charCount(each);
            } else {
                int length = escapeLength(json, at);
                plain.append(harmful(escaped(json, at, length)) ? " " : json.substring(at, at + length));
                at += length;
            }
        }
        return plain.toString();
    }

    /** What nearly all answers are, some of megabytes: printable ASCII, and nothing escaped. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > '~' || each == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Two escapes that are one character are taken together. */
    private static int escapeLength(String json, int at) {
        if (json.charAt(at + 1) != 'u' || at + 2 + HEX_DIGITS > json.length()) {
            return 2;
        }
        int second = at + 2 + HEX_DIGITS;
        boolean pair = second + 2 + HEX_DIGITS <= json.length()
                && json.startsWith("\\u", second)
                && Character.isSurrogatePair(unit(json, at), unit(json, second));
        return pair ? 2 * (2 + HEX_DIGITS) : 2 + HEX_DIGITS;
    }

    private static int escaped(String json, int at, int length) {
        return switch (json.charAt(at + 1)) {
            case 'b', 'f', 'n', 'r', 't' -> '\n';
            case 'u' ->
                length == 2
                        ? '?'
                        : length == 2 + HEX_DIGITS
                                ? unit(json, at)
                                : Character.toCodePoint(unit(json, at), unit(json, at + 2 + HEX_DIGITS));
            default -> json.charAt(at + 1);
        };
    }

    /** What is no number is left to the parser, which refuses it. */
    private static char unit(String json, int at) {
        int unit = 0;
        for (int i = at + 2; i < at + 2 + HEX_DIGITS; i++) {
            int digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) {
                return '?';
            }
            unit = 16 * unit + digit;
        }
        return (char) unit;
    }

    /** Controls, marks of direction and other invisible ones, separators of lines, and halves of characters. */
    private static boolean harmful(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
