using System.Collections.Immutable;

namespace SmartRetail.Contracts.Training;

/// <summary>What a training run is to fit. What is left null takes the architecture's default.</summary>
[GenerateSerializer, Immutable, Alias("TrainingPlan")]
public sealed record TrainingPlan
{
    public const int MaxEpochs = 1_000;

    /// <summary>The architecture's name, as in <see cref="Architectures"/>. Default: sasrec.</summary>
    [Id(0)]
    public string Architecture { get; init; } = "sasrec";

    [Id(1)]
    public int? Seed { get; init; }

    [Id(2)]
    public int? Epochs { get; init; }

    /// <summary>That the run is differentially private. Default: it is not.</summary>
    [Id(3)]
    public PrivacyPlan? Privacy { get; init; }

    /// <summary>
    /// Whether the fit begins with the active model, if that is of the architecture and nobody was erased since, and takes a
    /// third of the epochs. Default: it begins with chance.
    /// </summary>
    [Id(4)]
    public bool WarmStart { get; init; }

    /// <summary>The names that <see cref="Architecture"/> may take.</summary>
    public static ImmutableArray<string> Architectures { get; } = ["mlp", "caser", "gru4rec", "sasrec"];

    public override string ToString() => Architecture;

    public ImmutableArray<FieldError> Check()
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (!Architectures.Contains(Architecture))
        {
            errors.Add(new("architecture", $"must be one of: {string.Join(", ", Architectures)}"));
        }

        if (Epochs is < 1 or > MaxEpochs)
        {
            errors.Add(new("epochs", $"must be from 1 to {MaxEpochs}"));
        }

        if (Privacy is { } privacy)
        {
            errors.AddRange(privacy.Check());
            if (WarmStart)
            {
                errors.Add(new("warmStart", "cannot be with privacy: nothing is promised of what the model before learned"));
            }
        }

        return errors.ToImmutable();
    }
}
