namespace SmartRetail.Recommender.Models;

/// <summary>A model artifact does not verify. Nothing of it was used, and whoever meets it goes on with what it has.</summary>
public sealed class ArtifactRefusedException : Exception
{
    public ArtifactRefusedException(ArtifactRefusal refusal, string message, Exception? inner = null)
        : base(message, inner) => Refusal = refusal;

    public ArtifactRefusal Refusal { get; }
}
