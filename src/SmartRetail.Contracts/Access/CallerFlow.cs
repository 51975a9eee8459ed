namespace SmartRetail.Contracts.Access;

/// <summary>For whom a process outside the silos works: known from the request, or the sign-in, on to each grain call.</summary>
public static class CallerFlow
{
    private static readonly AsyncLocal<Caller?> Flow = new();

    /// <summary>Null when the process works for itself.</summary>
    public static Caller? Current => Flow.Value;

    /// <summary>From here on the flow works for the caller.</summary>
    public static void Begin(Caller caller) => Flow.Value = caller;
}
