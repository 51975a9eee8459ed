namespace SmartRetail.Contracts.Audit;

/// <summary>
/// Says that a grain's method is an administrative act: who asks a silo for it from outside is on the audit trail before it is
/// done, and once more if it fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedAttribute(string act) : Attribute
{
    /// <summary>The act's name on the trail, such as model.activate.</summary>
    public string Act { get; } = act;

    /// <summary>The place of the argument that says what the act is done to; -1 for none. Default: 0, the first.</summary>
    public int Subject { get; init; }
}
