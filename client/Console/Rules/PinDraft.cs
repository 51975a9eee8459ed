using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Console.Rules;

public sealed class PinDraft
{
    public string Name { get; set; } = "";

    public string Product { get; set; } = "";

    public int? Position { get; set; } = 1;

    public string? Slot { get; set; }

    public string? When { get; set; }

    public static PinDraft Of(PinRule pin) => new()
    {
        Name = pin.Name,
        Product = pin.Product.Value,
        Position = pin.Position,
        Slot = pin.Slot,
        When = pin.When,
    };

    public PinRule ToRule() => new(
        Name, new(Product.Trim()), Position ?? 0, SettingsDraft.TextOf(Slot), SettingsDraft.TextOf(When));
}
