namespace SmartRetail.Training.Processes;

/// <summary>Cuts what went wrong to what a status may show: libtorch's messages carry whole native stacks.</summary>
internal static class Sentence
{
    private const int MaxLength = 300;

    public static string Of(string message)
    {
        var line = message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end >= 0 ? line[..end].TrimEnd() : line;
        return line.Length <= MaxLength ? line.ToString() : $"{line[..(MaxLength - 1)]}…";
    }
}
