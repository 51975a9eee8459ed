using System.Globalization;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>How many processes of each role a cluster has.</summary>
internal sealed record ClusterPlan(IReadOnlyDictionary<string, int> Roles)
{
    public const int MaxProcesses = 32;

    private static readonly string[] Known = ["serving", "training", "web"];

    public int this[string role] => Roles.GetValueOrDefault(role);

    public override string ToString() => string.Join(", ", Known.Where(Roles.ContainsKey).Select(role => $"{Roles[role]} {role}"));

    /// <summary>Reads a plan such as 2x serving,1x training; a cluster has one web process where none is named.</summary>
    /// <exception cref="FormatException">A part is something else, there is no serving silo, or there are too many processes.</exception>
    public static ClusterPlan Parse(string text)
    {
        var roles = new Dictionary<string, int>(StringComparer.Ordinal) { ["web"] = 1 };
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('x', 2, StringSplitOptions.TrimEntries) is not [var count, var role]
                || !Known.Contains(role, StringComparer.Ordinal)
                || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var processes))
            {
                throw new FormatException($"'{part}' is not a number and a role, such as 2x serving; roles are {string.Join(", ", Known)}");
            }

            roles[role] = processes;
        }

        return roles.GetValueOrDefault("serving") > 0 && roles["web"] > 0 && roles.Values.Sum() <= MaxProcesses
            ? new(roles)
            : throw new FormatException($"a cluster has a serving silo, a web process, and at most {MaxProcesses} processes");
    }
}
