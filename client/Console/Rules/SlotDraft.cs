namespace SmartRetail.Client.Console.Rules;

public sealed class SlotDraft
{
    public string Slot { get; set; } = "";

    public DiversityDraft Diversity { get; } = new();
}
