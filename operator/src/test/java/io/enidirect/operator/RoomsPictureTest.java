package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The picture of the rooms in {@code docs/README.md}, drawn from the packages as they are. */
class RoomsPictureTest {
    private static final String ROOT = "io.enidirect.operator.";
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "enidirect", "operator");
    private static final Set<String> PURE = Set.of("kinds", "desired", "plan", "annotations", "snapshot", "problem");

    /** The rooms that a change goes through, and what each hands on. */
    private static final List<Map.Entry<String, String>> WAY = List.of(
            Map.entry("observe", "a snapshot"),
            Map.entry("kinds", "contributions"),
            Map.entry("desired", "wanted"),
            Map.entry("plan", "steps"),
            Map.entry("apply", "calls"));

    private static final int WIDTH = 1120;
    private static final int BOX = 212;
    private static final int GAP = 12;
    private static final int LINE = 15;
    private static final int CHARACTERS = 32;

    /** Only who imports whom among these counts: of the libraries nothing has to be read. */
    private static final JavaClasses SHIPPED = ArchConfiguration.withThreadLocalScope(scope -> {
        scope.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.enidirect.operator");
    });

    /** A top-level room. */
    private record Room(String name, Set<String> parts, Set<String> imports, String says) {}

    private final StringBuilder svg = new StringBuilder();
    private int y;

    @Test
    void showsTheRoomsAndTheWayOfTheDataAsTheyAre() throws IOException {
        Map<String, Room> rooms = rooms();
        assertThat(rooms).containsKeys(WAY.stream().map(Map.Entry::getKey).toArray(String[]::new));

        String picture = draw(rooms);

        ReferencePage.check("rooms.svg", picture);
        assertThat(Path.of("..", "docs", "README.md")).content().contains("reference/rooms.svg");
    }

    private static Map<String, Room> rooms() throws IOException {
        Map<String, Set<String>> parts = new TreeMap<>();
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : SHIPPED) {
            String room = room(type);
            if (room.isEmpty() || type.getSimpleName().equals("package-info")) {
                continue;
            }
            String inside = type.getPackageName().substring((ROOT + room).length());
            parts.computeIfAbsent(room, name -> new TreeSet<>());
            if (!inside.isEmpty()) {
                parts.get(room).add(inside.substring(1));
            }
            imports.computeIfAbsent(room, name -> new TreeSet<>())
                    .addAll(type.getDirectDependenciesFromSelf().stream()
                            .map(dependency -> room(dependency.getTargetClass().getBaseComponentType()))
                            .filter(other -> !other.isEmpty() && !other.equals(room))
                            .toList());
        }
        Map<String, Room> rooms = new TreeMap<>();
        for (String name : parts.keySet()) {
            rooms.put(name, new Room(name, parts.get(name), imports.get(name), says(name)));
        }
        return rooms;
    }

    private static String room(JavaClass type) {
        return type.getPackageName().startsWith(ROOT)
                ? type.getPackageName().substring(ROOT.length()).replaceFirst("\\..*", "")
                : "";
    }

    /** The first sentence of the package's own words. */
    private static String says(String room) throws IOException {
        Path info = SOURCES.resolve(room).resolve("package-info.java");
        if (!Files.exists(info)) {
            return "";
        }
        String words = Files.readString(info)
                .replaceFirst("(?s)^/\\*\\*(.*?)\\*/.*$", "$1")
                .replaceAll("\\s*\n \\* ?", " ")
                .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                .strip();
        return words.replaceFirst("[.;](\\s.*)?$", "");
    }

    /** A room imports only rooms below its own row. */
    private static List<List<Room>> rows(Map<String, Room> rooms) {
        List<List<Room>> rows = new ArrayList<>();
        Set<String> below = new HashSet<>();
        while (below.size() < rooms.size()) {
            List<Room> row = rooms.values().stream()
                    .filter(room -> !below.contains(room.name()) && below.containsAll(room.imports()))
                    .sorted(Comparator.comparing(Room::name))
                    .toList();
            assertThat(row).as("a room that imports none that is not drawn yet").isNotEmpty();
            rows.add(row);
            below.addAll(row.stream().map(Room::name).collect(Collectors.toSet()));
        }
        return rows;
    }

    private String draw(Map<String, Room> rooms) {
        title("The way of the data");
        way();
        title("The rooms: each imports only rooms further down");
        List<List<Room>> rows = rows(rooms);
        for (int row = rows.size() - 1; row >= 0; row--) {
            row(rows.get(row));
        }
        legend();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
                <path d="M0 0 8 4 0 8z" fill="#444"/></marker></defs>
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s</svg>
                """.formatted(WIDTH, y, svg);
    }

    private void title(String text) {
        y += 34;
        text(16, y, text, "font-size=\"17\" font-weight=\"bold\"");
        y += 14;
    }

    /** From a change in the cluster to calls of the cloud, and back to who made it. */
    private void way() {
        List<String> stations = new ArrayList<>();
        stations.add("Kubernetes");
        WAY.forEach(step -> stations.add(step.getKey()));
        stations.add("the cloud");
        List<String> labels = new ArrayList<>(List.of("changes"));
        WAY.forEach(step -> labels.add(step.getValue()));
        int box = 92;
        int space = (WIDTH - 32 - stations.size() * box) / (stations.size() - 1);
        for (int i = 0; i < stations.size(); i++) {
            int x = 16 + i * (box + space);
            box(x, y, box, 34, colour(stations.get(i)));
            text(x + box / 2, y + 21, stations.get(i), "text-anchor=\"middle\" font-weight=\"bold\"");
            if (i < labels.size()) {
                arrow(x + box, y + 17, x + box + space, y + 17);
                text(x + box + space / 2, y + 11, labels.get(i), "text-anchor=\"middle\" font-size=\"10\"");
            }
        }
        int plan = 16 + (1 + WAY.size() - 2) * (box + space) + box / 2;
        int report = y + 62;
        box(plan - box / 2, report, box, 34, colour("report"));
        text(plan, report + 21, "report", "text-anchor=\"middle\" font-weight=\"bold\"");
        arrow(plan, y + 34, plan, report);
        int front = 16 + 2 * (box + space);
        box(front, report, box, 34, colour("front"));
        text(front + box / 2, report + 21, "front", "text-anchor=\"middle\" font-weight=\"bold\"");
        arrow(plan - box / 2, report + 17, front + box, report + 17);
        text(
                (plan - box / 2 + front + box) / 2,
                report + 11,
                "record, conditions, problems",
                "text-anchor=\"middle\"" + " font-size=\"10\"");
        arrow(front, report + 17, 16 + box / 2, y + 34);
        text(front - 70, report + 11, "status and events", "text-anchor=\"end\" font-size=\"10\"");
        y = report + 44;
    }

    private void row(List<Room> row) {
        int perLine = (WIDTH - 32 + GAP) / (BOX + GAP);
        for (int first = 0; first < row.size(); first += perLine) {
            List<Room> line = row.subList(first, Math.min(row.size(), first + perLine));
            int height = line.stream().mapToInt(RoomsPictureTest::height).max().orElse(0);
            for (int i = 0; i < line.size(); i++) {
                room(16 + i * (BOX + GAP), line.get(i), height);
            }
            y += height + GAP;
        }
        y += 6;
    }

    private static int height(Room room) {
        return 26
                + LINE
                        * (wrapped(room.says()).size()
                                + wrapped(String.join(", ", room.parts())).size());
    }

    private void room(int x, Room room, int height) {
        box(x, y, BOX, height, colour(room.name()));
        text(x + 8, y + 17, room.name(), "font-weight=\"bold\"");
        int at = y + 17;
        for (String line : wrapped(room.says())) {
            at += LINE;
            text(x + 8, at, line, "font-size=\"11\"");
        }
        for (String line : wrapped(String.join(", ", room.parts()))) {
            at += LINE;
            text(x + 8, at, line, "font-size=\"11\" font-style=\"italic\"");
        }
    }

    private void legend() {
        box(16, y, 14, 14, colour("plan"));
        text(36, y + 11, "pure: values in, values out", "");
        box(216, y, 14, 14, colour("observe"));
        text(236, y + 11, "reads or writes the world", "");
        y += 30;
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            if (!line.isEmpty() && line.length() + word.length() + 1 > CHARACTERS) {
                lines.add(line);
                line = "";
            }
            line = line.isEmpty() ? word : line + " " + word;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static String colour(String room) {
        return PURE.contains(room) ? "#e3f2e1" : room.toLowerCase(Locale.ROOT).equals(room) ? "#e4ecf7" : "#f2f2f2";
    }

    private void box(int x, int top, int width, int height, String fill) {
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\" fill=\"%s\" stroke=\"#9a9a9a\"/>\n"
                .formatted(x, top, width, height, fill));
    }

    private void arrow(int fromX, int fromY, int toX, int toY) {
        svg.append("<path d=\"M%d %d %d %d\" stroke=\"#444\" marker-end=\"url(#to)\"/>\n"
                .formatted(fromX, fromY, toX, toY));
    }

    private void text(int x, int base, String text, String attributes) {
        svg.append("<text x=\"%d\" y=\"%d\"%s>%s</text>\n"
                .formatted(
                        x,
                        base,
                        attributes.isEmpty() ? "" : " " + attributes,
                        text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
