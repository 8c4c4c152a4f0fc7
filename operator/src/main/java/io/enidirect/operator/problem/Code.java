package io.enidirect.operator.problem;

/** What kind of problem it is. The name in CamelCase is what users see; stable. */
public enum Code {
    /** An annotation's value is not what its key allows; what was programmed stays. */
    BAD_ANNOTATION("BadAnnotation", Event.SyncFailed, Effect.BLOCKS),
    /** A word that can't be understood, and is taken for what restricts most. */
    UNCLEAR("Unclear", Event.SyncFailed, Effect.NOTICE),
    /** Its user wants it to be left alone. */
    SKIPPED("Skipped", Event.Held, Effect.NOTICE),
    /** Asked for, but another controller may be at work on it. */
    NOT_CLAIMED("NotClaimed", Event.NotClaimed, Effect.BLOCKS),
    /** What restricts is asked for and can't be given: nothing new is made, and what was programmed stays. */
    CANNOT_RESTRICT("CannotRestrict", Event.Unsupported, Effect.BLOCKS),
    /** A key that nobody knows is almost one that restricts: as if that were asked for and couldn't be given. */
    UNKNOWN_RESTRICTION("UnknownRestriction", Event.UnknownKey, Effect.BLOCKS),
    /** A key that looks like one of ours, and is none. */
    UNKNOWN_KEY("UnknownKey", Event.UnknownKey, Effect.NOTICE),
    /** Claimed, and now a reason turned up not to: what was programmed stays. */
    CLAIM_HELD("ClaimHeld", Event.Held, Effect.NOTICE),
    /** A field or value that this controller cannot give an effect to. */
    UNSUPPORTED("Unsupported", Event.Unsupported, Effect.NOTICE),
    /** A part that cannot be programmed at all as it is written. */
    UNSUPPORTED_PART("UnsupportedPart", Event.Unsupported, Effect.BLOCKS),
    /** A host or path that the cloud has no rule for. */
    INVALID_RULE("InvalidRule", Event.Rejected, Effect.BLOCKS),
    /** Another one has this host and path, or the host, by right. */
    RULE_TAKEN("RuleTaken", Event.Conflict, Effect.BLOCKS),
    /** A redirect that leads nowhere, to another redirect or to its own listener. */
    BAD_REDIRECT("BadRedirect", Event.Rejected, Effect.BLOCKS),
    /** What an Ingress names as a backend, or its port, is not there. */
    BACKEND_NOT_FOUND("BackendNotFound", Event.SyncFailed, Effect.BLOCKS),
    /** The IngressClass that a claimed Ingress names is gone: what was programmed stays. */
    CLASS_NOT_FOUND("ClassNotFound", Event.Held, Effect.NOTICE),
    /** A LoadBalancerProfile that is named is not there, or says what can't be had. */
    PROFILE_NOT_FOUND("ProfileNotFound", Event.SyncFailed, Effect.BLOCKS),
    /** A source may not name this profile, or not say what its profile says otherwise. */
    NOT_ADMITTED("NotAdmitted", Event.Rejected, Effect.BLOCKS),
    /** A number outside the cloud's range was moved into it. */
    CLAMPED("Clamped", Event.Clamped, Effect.NOTICE),
    /** A value in a TkeServiceConfig that can't be: the setting stays as it stands, and the rest goes on. */
    INVALID_TUNING("InvalidTuning", Event.Rejected, Effect.NOTICE),
    /** The TkeServiceConfig that a source names can't be read: what is programmed keeps its settings (E4026, E4043). */
    TUNING_NOT_FOUND("TuningNotFound", Event.Held, Effect.NOTICE),
    /** Two said different things of one setting, and the value of this one has no effect. */
    OVERRULED("Overruled", Event.Unsupported, Effect.NOTICE),
    /** What can't be changed on a load balancer was changed; the old state stays. */
    IMMUTABLE("Immutable", Event.Rejected, Effect.NOTICE),
    /** The address stands behind another L4 backend already (TKE's E4036). */
    TARGET_TAKEN("TargetTaken", Event.Conflict, Effect.BLOCKS),
    /** An endpoint that is no live pod of the Service, or lies outside the ranges. */
    TARGET_REFUSED("TargetRefused", Event.Rejected, Effect.NOTICE),
    /** What a listener or rule forwards to gives no target. */
    NO_TARGETS("NoTargets", Event.NoTargets, Effect.NOTICE),
    /** Somebody else's listener stands in the place. */
    FOREIGN_LISTENER("ForeignListener", Event.Conflict, Effect.BLOCKS),
    /** The load balancer no longer proves to be ours, or its record is another cluster's. */
    OWNERSHIP_LOST("OwnershipLost", Event.Conflict, Effect.BLOCKS),
    /** The load balancer is gone and not ours to make anew. */
    LOAD_BALANCER_GONE("LoadBalancerGone", Event.SyncFailed, Effect.BLOCKS),
    /** The name of a source's own object is another's. */
    NAME_TAKEN("NameTaken", Event.Conflict, Effect.BLOCKS),
    /** Its own load balancer is still being deleted, and it asks for another one. */
    BEING_DELETED("BeingDeleted", Event.Conflict, Effect.BLOCKS),
    /** More load balancers are to be deleted than the cloud allows at a time. */
    DELETION_LIMIT("DeletionLimit", Event.Throttled, Effect.NOTICE),
    /** Something of ours stays in the cloud, and is nobody's to us any more. */
    RELEASED("Released", Event.Released, Effect.NOTICE),
    /** A quota or the cloud's stock is used up. */
    QUOTA("Quota", Event.Rejected, Effect.BLOCKS),
    /** The cloud refused it. */
    REJECTED("Rejected", Event.Rejected, Effect.BLOCKS),
    /** The credentials do not allow it. */
    DENIED("Denied", Event.SyncFailed, Effect.BLOCKS),
    /** The cloud can't be reached or is broken. */
    UNREACHABLE("Unreachable", Event.Unreachable, Effect.BLOCKS),
    /** A replacement was refused when its predecessor already had to go. */
    REPLACEMENT_REFUSED("ReplacementRefused", Event.Held, Effect.BLOCKS),
    /** What is to be shown on a source has no room there. */
    NO_ROOM("NoRoom", Event.SyncFailed, Effect.NOTICE),
    /** The record would grow past what Kubernetes stores. */
    RECORD_FULL("RecordFull", Event.Rejected, Effect.BLOCKS),
    /** There are more problems than are told one by one. */
    MORE_PROBLEMS("MoreProblems", Event.SyncFailed, Effect.NOTICE);

    /** The reason of the event that tells it. */
    public enum Event {
        SyncFailed,
        Conflict,
        Rejected,
        NotClaimed,
        Clamped,
        Unsupported,
        UnknownKey,
        NoTargets,
        Unreachable,
        Throttled,
        Held,
        Released
    }

    /** Whether something that was asked for is not there because of it. */
    public enum Effect {
        BLOCKS,
        NOTICE
    }

    private final String text;
    private final Event event;
    private final Effect effect;

    Code(String text, Event event, Effect effect) {
        this.text = text;
        this.event = event;
        this.effect = effect;
    }

    public String text() {
        return text;
    }

    public Event event() {
        return event;
    }

    /** Whether it is about something that restricts: then nothing new is made. */
    public boolean restricts() {
        return this == CANNOT_RESTRICT || this == UNKNOWN_RESTRICTION;
    }

    public boolean blocks() {
        return effect == Effect.BLOCKS;
    }
}
