namespace SmartRetail.Recommender.Models;

/// <summary>
/// A verified artifact in clear, in a folder of this machine that is nobody else's. It is gone once this is disposed of, but
/// for what a model has mapped of it into memory, which goes with the model.
/// </summary>
public sealed record StoredModel(ModelManifest Manifest, string Folder) : IDisposable
{
    /// <summary>Removes the folder. Default: it stays.</summary>
    public Action? Release { get; init; }

    public void Dispose() => Release?.Invoke();
}
