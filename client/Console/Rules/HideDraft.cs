namespace SmartRetail.Client.Console.Rules;

public sealed class HideDraft
{
    public string Name { get; set; } = "";

    public string When { get; set; } = "";
}
