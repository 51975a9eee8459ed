namespace SmartRetail.Client.Console.Rules;

public sealed class ScoreDraft
{
    public string Name { get; set; } = "";

    public string When { get; set; } = "";

    public double? Factor { get; set; } = 1.5;
}
