using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Console.Rules;

/// <summary>When a bought product is shown again: of the whole store, or of one category.</summary>
public sealed class BoughtAgainDraft
{
    public string Category { get; set; } = "";

    /// <summary>Null where the store does not say.</summary>
    public BoughtAgainPolicy? Policy { get; set; }

    public int? Days { get; set; }

    public void Take(BoughtAgain? again) => (Policy, Days) = (again?.Policy, again?.Days);

    // Days that were typed before the policy changed are nobody's wish any more.
    public BoughtAgain? ToPolicy() =>
        Policy is { } policy ? new(policy, policy == BoughtAgainPolicy.After ? Days : null) : null;
}
