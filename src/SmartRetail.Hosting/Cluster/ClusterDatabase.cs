namespace SmartRetail.Hosting.Cluster;

/// <summary>
/// The database through which silos find each other, whose tables exist already: membership, reminders, grain storage.
/// </summary>
/// <param name="Invariant">The provider's name as Orleans' ADO.NET providers know it.</param>
/// <param name="ConnectionString">With the password; never logged.</param>
public sealed record ClusterDatabase(string Invariant, string ConnectionString)
{
    public override string ToString() => Invariant;
}
