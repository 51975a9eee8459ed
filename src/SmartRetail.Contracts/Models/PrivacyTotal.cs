namespace SmartRetail.Contracts.Models;

/// <summary>
/// What a store's private models promise together to a customer whose data went into all of them: each alone promises more than
/// all of them to who has them all. Runs that published nothing are not in it; neither are models that are not private, which
/// promise nothing.
/// </summary>
/// <param name="Epsilon">By adding up the models' Rényi divergences, which is less than adding up their ε.</param>
/// <param name="Delta">The largest of the models'.</param>
/// <param name="Models">How many are in it.</param>
/// <param name="Others">How many models of the store are not private: of those nothing is hidden.</param>
/// <param name="IsSeeded">Whether the noise of any can be drawn again from a seed.</param>
[GenerateSerializer, Immutable, Alias("PrivacyTotal")]
public sealed record PrivacyTotal(
    [property: Id(0)] double Epsilon,
    [property: Id(1)] double Delta,
    [property: Id(2)] int Models,
    [property: Id(3)] int Others,
    [property: Id(4)] bool IsSeeded);
