package io.enidirect.operator.plan.step;

import io.enidirect.operator.snapshot.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What goes in as few calls as it fits into. One bad member never blocks its neighbours: where a call for several was
 * refused, or its task failed, each is asked for alone, and one that failed alone is never again asked for with others.
 *
 * @param most how many one call takes
 * @param tell is told the members of each call and the key under which its failures are remembered
 */
public record Batch<T>(
        Draft draft, Draft.Stage stage, int most, Function<List<T>, Step> call, BiConsumer<List<T>, StepKey> tell) {

    public void write(List<T> members) {
        List<T> good = members.stream().filter(member -> !blamed(member)).toList();
        if (splits(good)) {
            draft.remember(call.apply(first(good)).key());
            good.forEach(this::alone);
        } else {
            chunks(good).forEach(this::send);
        }
        members.stream().filter(this::blamed).forEach(this::alone);
    }

    /** Those that are to be done once something else is there. */
    public void announce(List<T> members) {
        chunks(members).forEach(chunk -> draft.afterwards(stage, call.apply(chunk)));
    }

    /** Whether it failed when it was asked for alone. */
    public boolean blamed(T member) {
        return draft.memory().blamed(call.apply(List.of(member)).key());
    }

    private boolean splits(List<T> members) {
        return members.size() > 1
                && draft.memory().blamed(call.apply(first(members)).key());
    }

    private void alone(T member) {
        send(List.of(member));
    }

    private void send(List<T> members) {
        Step step = call.apply(members);
        draft.write(stage, step);
        tell.accept(members, step.key());
    }

    private List<T> first(List<T> members) {
        return members.subList(0, Math.min(most, members.size()));
    }

    private List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            chunks.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return chunks;
    }
}
