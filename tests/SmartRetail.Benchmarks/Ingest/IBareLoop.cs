using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Benchmarks.Ingest;

/// <summary>Inserts rows as one would by hand: one connection, one transaction a batch, nothing else promised.</summary>
internal interface IBareLoop : IDisposable
{
    /// <summary>Returns after the commit.</summary>
    void Insert(IReadOnlyList<Interaction> batch);
}
