package io.enidirect.operator.observe;

import io.enidirect.operator.snapshot.PodRef;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The questions that wait to be asked, bounded in all and for each namespace: what comes beyond is turned away, and comes
 * again. Namespaces take turns, so that who invents a thousand pods delays nobody else's answer. Not thread-safe.
 */
final class PodQuestions {
    static final int MOST = 4_096;
    static final int MOST_OF_ONE = 128;

    /** Whether this pod of the namespace is there. */
    record Question(String namespace, PodRef pod) {}

    /**
     * A question with those whom the answer concerns.
     *
     * @param attempts how often it was asked without an answer
     */
    record Waiting(Question question, Set<ResourceID> concerned, int attempts) {}

    private final Map<String, Map<Question, Waiting>> byNamespace = new LinkedHashMap<>();
    private int size;

    /** Whether it waits now, or did before. */
    boolean offer(Waiting waiting) {
        Question question = waiting.question();
        Map<Question, Waiting> queue = byNamespace.get(question.namespace());
        Waiting before = queue == null ? null : queue.get(question);
        if (before != null) {
            before.concerned().addAll(waiting.concerned());
            return true;
        }
        if (size >= MOST || (queue != null && queue.size() >= MOST_OF_ONE)) {
            return false;
        }
        byNamespace
                .computeIfAbsent(question.namespace(), namespace -> new LinkedHashMap<>())
                .put(question, new Waiting(question, new HashSet<>(waiting.concerned()), waiting.attempts()));
        size++;
        return true;
    }

    /** The next one: its namespace is then the last in turn. */
    Optional<Waiting> poll() {
        Iterator<Map.Entry<String, Map<Question, Waiting>>> namespaces =
                byNamespace.entrySet().iterator();
        if (!namespaces.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, Map<Question, Waiting>> turn = namespaces.next();
        String namespace = turn.getKey();
        Map<Question, Waiting> queue = turn.getValue();
        namespaces.remove();
        Iterator<Waiting> questions = queue.values().iterator();
        Waiting waiting = questions.next();
        questions.remove();
        size--;
        if (!queue.isEmpty()) {
            byNamespace.put(namespace, queue);
        }
        return Optional.of(waiting);
    }

    int size() {
        return size;
    }
}
