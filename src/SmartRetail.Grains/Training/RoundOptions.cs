using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Training;

/// <summary>How the workers of a training run fit together.</summary>
public sealed class RoundOptions
{
    /// <summary>
    /// Workers of a run at most; one silo has one for each device. Default: 16.
    /// </summary>
    [Range(1, 64)]
    public int MaxWorkers { get; set; } = 16;

    /// <summary>
    /// How often an epoch the workers' parameters become one again, where there is more than one worker. More often
    /// exchanges more bytes. Default: 4; on Beauty, with two workers, 2 had 0.001 less NDCG@10.
    /// </summary>
    [Range(1, 64)]
    public int RoundsPerEpoch { get; set; } = 4;

    /// <summary>What the outer step takes of the workers' mean; 1 is all of it. Default: 1.</summary>
    [Range(0.01, 2)]
    public double OuterLearningRate { get; set; } = 1;

    /// <summary>Nesterov's momentum of the outer step; 0 with a rate of 1 is plain averaging. Default: 0.</summary>
    [Range(0, 0.99)]
    public double OuterMomentum { get; set; }

    /// <summary>
    /// Whether the differences that workers hand back are rounded to half precision: half the bytes, to the same NDCG@10 on
    /// Beauty. Default: true.
    /// </summary>
    public bool IsHalf { get; set; } = true;

    /// <summary>
    /// How long the others are waited for once a worker has done its part, at least; they get as long as it took again.
    /// Default: 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan LeastPatience { get; set; } = TimeSpan.FromSeconds(30);
}
