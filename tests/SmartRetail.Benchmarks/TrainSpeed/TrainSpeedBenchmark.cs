using System.Globalization;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>
/// What a fit costs, in CPU seconds to the same quality: SASRec as is usual beside ours, both 64 wide with two blocks on
/// one thread, Amazon Beauty leave-one-out. The plain side runs until its validation ndcg@10 has not risen for
/// <see cref="Patience"/> epochs or its time is up; what it has reached is the target of both.
/// </summary>
internal static class TrainSpeedBenchmark
{
    private const string Name = "train-speed";
    private const string Plain = "plain";
    private const string Fast = "fast";
    private const int Patience = 2;

    /// <param name="arguments">
    /// The minutes of CPU that the plain side may take, default 14; or a side and its minutes, which runs it here.
    /// </param>
    public static Task RunAsync(string[] arguments) => arguments switch
    {
        [Plain, var minutes] => RunPlainAsync(TimeSpan.FromMinutes(Parse(minutes))),
        [Fast, _] => RunFastAsync(),
        [var minutes] => CompareAsync(minutes),
        _ => CompareAsync("14"),
    };

    private static async Task CompareAsync(string minutes)
    {
        _ = Parse(minutes);
        var plain = await RunSideAsync(Plain, minutes);
        var target = plain.MaxBy(point => point.Ndcg);
        var fast = await RunSideAsync(Fast, minutes);

        Console.WriteLine(Invariant($"target: validation ndcg@10 {target.Ndcg:0.0000}"));
        Console.WriteLine(Invariant($"plain  {target.CpuSeconds,7:0.0} CPU-s, epoch {target.Epoch}"));
        var reached = fast.FindIndex(point => point.Ndcg >= target.Ndcg);
        Console.WriteLine(reached < 0
            ? Invariant($"fast   never reached it: {fast.Max(point => point.Ndcg):0.0000}")
            : Invariant($"fast   {fast[reached].CpuSeconds,7:0.0} CPU-s, epoch {fast[reached].Epoch}   {target.CpuSeconds / fast[reached].CpuSeconds:0.0}x"));
    }

    private static async Task<List<CurvePoint>> RunSideAsync(string side, string minutes)
    {
        var curve = new List<CurvePoint>();
        Console.WriteLine($"{side,-6} epoch    CPU-s    loss  ndcg@10");
        await ChildProcess.RunAsync([Name, side, minutes], line =>
        {
            if (CurvePoint.Parse(line) is { } point)
            {
                curve.Add(point);
                Console.WriteLine(Invariant(
                    $"{"",-6} {point.Epoch,5} {point.CpuSeconds,8:0.0} {point.Loss,7:0.000} {point.Ndcg,8:0.0000}"));
            }
        });
        return curve;
    }

    private static async Task RunPlainAsync(TimeSpan bound)
    {
        // The allocator as it is by default; the thread's number as on the other side.
        TorchNative.LoadLibrary();
        TorchSharp.torch.set_num_threads(1);
        var split = await ReadAsync();
        var evaluator = new RankingEvaluator(split.Training.CountItems());
        var used = TimeSpan.Zero;
        var best = (Epoch: 0, Ndcg: 0.0);
        var started = Environment.CpuUsage.TotalTime;
        using var fit = new PlainFit(split.Training);
        for (var epoch = 1; epoch - best.Epoch <= Patience && used < bound; epoch++)
        {
            var loss = fit.RunEpoch();
            used += Environment.CpuUsage.TotalTime - started;
            var ndcg = evaluator.Evaluate(split.Validation, fit, maskSeen: true).Metrics["ndcg@10"];
            Console.WriteLine(new CurvePoint(epoch, used.TotalSeconds, loss, ndcg).ToLine());
            best = ndcg > best.Ndcg ? (epoch, ndcg) : best;
            started = Environment.CpuUsage.TotalTime;
        }
    }

    private static async Task RunFastAsync()
    {
        TorchNative.Load();
        var split = await ReadAsync();
        var options = FitOptions.For(SasRec.Name) with
        {
            Dimensions = 64,
            Hidden = 256,
            SelectionCases = int.MaxValue,
        };
        var meter = new TrainingMeter();
        using var fitted = Architectures.Fit(
            SasRec.Name,
            options,
            new(split.Training, split.Validation, MaskSeen: true),
            step =>
            {
                if (meter.Count(step) is { } point)
                {
                    Console.WriteLine(point.ToLine());
                }
            });
    }

    private static async Task<EvaluationSplit> ReadAsync() =>
        new LeaveOneOutSplit().Split(await SequenceFile.ReadAsync(SharedFiles.Find("amazon-beauty", "Beauty.txt.gz")));

    private static double Parse(string minutes) => double.Parse(minutes, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
