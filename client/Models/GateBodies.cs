using System.ComponentModel;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Client.Models;

/// <summary>Whether a fitted model may go live, and why.</summary>
internal sealed record GateAnswer(
    bool Passed,
    [property: Description("One sentence with the figures.")]
    string Reason,
    [property: Description("The ndcg@10 that it was allowed to lose; 0 against the counts, which it must beat.")]
    double Margin,
    [property: Description("Null where nothing could be compared.")]
    ComparisonAnswer? Comparison)
{
    public static GateAnswer? From(GateDecision? gate) => gate is null
        ? null
        : new(
            gate.IsPassed,
            gate.Reason,
            gate.Margin,
            gate.Comparison is { } comparison ? ComparisonAnswer.From(comparison) : null);
}

/// <summary>A fitted model beside what ranked then, on the same held-out customers.</summary>
internal sealed record ComparisonAnswer(
    [property: Description("The version that it was compared with; null: the counts alone.")]
    int? Against,
    int Customers,
    [property: Description("Mean ndcg@10 with the fitted model.")]
    double Candidate,
    [property: Description("Mean ndcg@10 without it.")]
    double Opponent,
    double Difference,
    [property: Description("The low end of the difference's 95 % paired bootstrap interval.")]
    double Low,
    [property: Description("Its high end.")]
    double High,
    [property: Description("How often customers were drawn anew for the interval.")]
    int Draws,
    [property: Description("Of these draws.")]
    int Seed,
    [property: Description("Why it was not compared with the active version; null when it was.")]
    string? Note)
{
    public static ComparisonAnswer From(ModelComparison comparison) => new(
        comparison.Against?.Value,
        comparison.Customers,
        comparison.Candidate,
        comparison.Opponent,
        comparison.Difference,
        comparison.Low,
        comparison.High,
        comparison.Draws,
        comparison.Seed,
        comparison.Note);
}
