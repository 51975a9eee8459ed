namespace SmartRetail.Contracts.Stores;

[GenerateSerializer, Alias("BoughtAgainPolicy")]
public enum BoughtAgainPolicy
{
    /// <summary>As if it had not been bought: coffee.</summary>
    Always = 1,

    /// <summary>Not for some days.</summary>
    After = 2,

    /// <summary>Not any more: a fridge.</summary>
    Never = 3,
}
