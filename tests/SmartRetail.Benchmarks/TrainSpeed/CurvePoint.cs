using System.Globalization;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>Where a fit stands after an epoch; a child process hands it to its parent as one line.</summary>
/// <param name="CpuSeconds">Of training alone, from the start.</param>
/// <param name="Ndcg">ndcg@10 over all validation cases, items of the history masked.</param>
internal readonly record struct CurvePoint(int Epoch, double CpuSeconds, double Loss, double Ndcg)
{
    private const string Mark = "point";

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture, $"{Mark} {Epoch} {CpuSeconds:0.000} {Loss:0.0000} {Ndcg:0.00000}");

    /// <summary>Returns null for any other line.</summary>
    public static CurvePoint? Parse(string line) => line.Split(' ') is [Mark, var epoch, var cpu, var loss, var ndcg]
        ? new(Parse<int>(epoch), Parse<double>(cpu), Parse<double>(loss), Parse<double>(ndcg))
        : null;

    private static T Parse<T>(string text)
        where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);
}
