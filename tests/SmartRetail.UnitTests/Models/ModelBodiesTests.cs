using System.Collections.Immutable;
using SmartRetail.Client.Models;
using SmartRetail.Contracts.Models;

namespace SmartRetail.UnitTests.Models;

/// <summary>What the API says of a model's energy.</summary>
public sealed class ModelBodiesTests
{
    [Fact]
    public void Energy_has_its_co2_by_what_the_silo_was_told()
    {
        var answer = ModelAnswer.From(Model(gramsPerKwh: 360));

        Assert.Equal(720, answer.GramsCo2[EnergyPurpose.Fit], tolerance: 1e-9);
        Assert.Equal(0.001, answer.GramsCo2[EnergyPurpose.ThousandRecommendations], tolerance: 1e-9);
    }

    [Fact]
    public void A_model_from_before_has_none() => Assert.Empty(ModelAnswer.From(Model(gramsPerKwh: null)).GramsCo2);

    private static ModelSummary Model(double? gramsPerKwh) => new(
        new(1),
        "sasrec",
        DateTimeOffset.UnixEpoch,
        10,
        ImmutableSortedDictionary<string, double>.Empty,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
        ImmutableSortedDictionary<string, double>.Empty
            .Add(EnergyPurpose.Fit, 7_200_000).Add(EnergyPurpose.ThousandRecommendations, 10),
        "estimate",
        Run: null,
        Sha256: "",
        GramsPerKwh: gramsPerKwh);
}
