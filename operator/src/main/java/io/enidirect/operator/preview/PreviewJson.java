package io.enidirect.operator.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.enidirect.operator.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A preview for programs; {@code docs/guides/plan.md} has its fields. */
final class PreviewJson {
    private static final ObjectWriter WRITER = new ObjectMapper().writer().with(SerializationFeature.INDENT_OUTPUT);

    private PreviewJson() {}

    static String of(Preview preview) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("objects", preview.entries().stream().map(PreviewJson::entry).toList());
        all.put("passedOver", preview.passedOver());
        all.put(
                "mistakes",
                Stream.concat(
                                preview.flaws().stream().map(PreviewJson::flaw),
                                preview.mistakes().stream().map(PreviewJson::problem))
                        .toList());
        all.put("notices", preview.notices().stream().map(PreviewJson::problem).toList());
        all.put("exitCode", preview.exitCode());
        try {
            return WRITER.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }

    private static Map<String, Object> entry(Preview.Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("object", entry.title());
        fields.put("steps", entry.steps().stream().map(PreviewJson::step).toList());
        return fields;
    }

    private static Map<String, Object> step(String text) {
        List<String> lines = new ArrayList<>(text.lines().map(String::strip).toList());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", lines.remove(0));
        fields.put("details", lines);
        return fields;
    }

    private static Map<String, Object> flaw(Flaw flaw) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", flaw.file());
        if (flaw.document() > 0) {
            fields.put("document", flaw.document());
        }
        if (flaw.line() > 0) {
            fields.put("line", flaw.line());
        }
        fields.put("text", flaw.what());
        return fields;
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", problem.code().text());
        fields.put("object", problem.object());
        if (problem.field() != null) {
            fields.put("field", problem.field());
        }
        if (problem.value() != null) {
            fields.put("value", problem.value());
        }
        fields.put("text", problem.text());
        return fields;
    }
}
