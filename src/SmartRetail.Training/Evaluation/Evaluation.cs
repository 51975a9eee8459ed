using System.Collections.Immutable;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Energy;

namespace SmartRetail.Training.Evaluation;

/// <summary>
/// Fits what was asked for and ranks with it, beside every count model. Floors are first: they are quick, and tell how
/// long a ranking takes here.
/// </summary>
internal sealed class Evaluation : IDisposable
{
    public const string Auto = "auto";
    public const string Blend = "blend";

    // Learning a blend's weights scores some thousand validation cases with all members.
    private const int RankingsOfLearning = 2;

    // The slowest of the counts takes about as long as all others together.
    private const int RankingsOfCounts = 2;
    private readonly EvaluateOptions _options;
    private readonly EvaluationInput _input;
    private readonly ProgressLog _progress;
    private readonly TimeBudget _budget;
    private readonly FloorComparison _comparison;
    private readonly ContenderFit _fit;
    private readonly List<Contender> _floors = [];
    private readonly IReadOnlyList<string> _networks;

    public Evaluation(
        EvaluateOptions options,
        IReadOnlyList<string> networks,
        EvaluationInput input,
        ProgressLog progress,
        TimeBudget budget,
        TimeProvider clock)
    {
        _options = options;
        _input = input;
        _progress = progress;
        _budget = budget;
        _comparison = new(input.Split, input.MaskSeen, options.Threads, options.Seed);
        _fit = new(input, options, progress, clock);
        _networks = networks;
    }

    /// <summary>What may be asked for.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Architectures.Names, .. CountModel.Names, Blend, Auto];

    /// <summary>The count models, in the order of their names; empty before <see cref="RankFloors"/>.</summary>
    public ImmutableArray<ContenderReport> Floors { get; private set; } = [];

    /// <summary>The networks that are to be fitted, in this order; none for a count model.</summary>
    /// <exception cref="ArgumentException">The options name something that is not known.</exception>
    public static IReadOnlyList<string> NetworksOf(EvaluateOptions options)
    {
        ThrowUnlessKnown("--architecture", options.Architecture, Names);
        foreach (var member in options.Members)
        {
            ThrowUnlessKnown("--members", member, Architectures.Names);
        }

        return options.Architecture switch
        {
            Auto => Architectures.Names,
            Blend => options.Members,
            var name when Architectures.Names.Contains(name) => [name],
            _ => [],
        };
    }

    public void Dispose()
    {
        foreach (var floor in _floors)
        {
            floor.Dispose();
        }
    }

    public void RankFloors(CancellationToken cancellationToken)
    {
        foreach (var name in CountModel.Names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var floor = _fit.Count(name);
            _floors.Add(floor);
            Floors = Floors.Add(Rank(floor, _options.Architecture == Auto || _options.Architecture == name, cancellationToken));
        }

        if (_options.ColdShare > 0 && _input.Content is { } content)
        {
            Floors = Floors.Add(Rank(
                new(CategoryPopularity.Name, new CategoryPopularity(_input.Split.Training, content), IsNetwork: false),
                false,
                cancellationToken));
        }
    }

    /// <summary>Returns what was fitted for it, the chosen one first.</summary>
    /// <param name="left">Runs to come, this one included: they share the time that is left.</param>
    public ImmutableArray<ContenderReport> Run(int seed, int left, CancellationToken cancellationToken)
    {
        var reports = new List<ContenderReport>();
        var members = new List<Contender>();
        try
        {
            for (var at = 0; at < _networks.Count; at++)
            {
                var contender = FitNetwork(at, seed, left, cancellationToken);
                members.Add(contender);
                reports.Add(Rank(contender, true, cancellationToken));
                if (_options.Architecture != Blend)
                {
                    contender.Dispose();
                    members.Clear();
                }
            }

            return _options.Architecture switch
            {
                Blend => [RankBlend(members, seed, cancellationToken), .. reports],
                Auto => [.. reports.Concat(Floors).OrderByDescending(report => report.Selection)],
                var name => [.. reports.Count > 0 ? reports : Floors.Where(floor => floor.Name == name)],
            };
        }
        finally
        {
            members.ForEach(member => member.Dispose());
        }
    }

    private Contender FitNetwork(int at, int seed, int left, CancellationToken cancellationToken)
    {
        var architecture = _networks[at];
        var before = _networks.Take(at).Count(name => name == architecture);
        var name = before == 0 ? architecture : $"{architecture}-{before + 1}";
        var toCome = (_networks.Count * left) - at;

        // A fit that time ends still ranks its last epoch; then there are validation and test.
        var rankings = (3 * toCome) + (_options.Architecture == Blend ? RankingsOfBlend() * left : 0);
        return _fit.Network(
            architecture, name, seed + before, _budget.Next(toCome, rankings), cancellationToken);
    }

    // Ranking with a blend is ranking with each of its members; there are validation and test.
    private int RankingsOfBlend() => RankingsOfLearning + (2 * (_networks.Count + RankingsOfCounts));

    private ContenderReport RankBlend(IEnumerable<Contender> networks, int seed, CancellationToken cancellationToken)
    {
        _progress.Write("learning the weights of the blend");
        using var blend = _fit.Blend([.. networks, .. _floors], seed, cancellationToken);
        return Rank(blend, isToBeChosen: true, cancellationToken);
    }

    private ContenderReport Rank(Contender contender, bool isToBeChosen, CancellationToken cancellationToken)
    {
        var validation = isToBeChosen
            ? _budget.Ranking(() => _comparison.Evaluate(
                _input.Split.Validation,
                contender.Scorer,
                share => _progress.Report($"{contender.Name} validation", share),
                cancellationToken))
            : null;
        var energy = new EnergyMeter(_options.WattsPerCore, _options.Device);
        var test = _budget.Ranking(() => _comparison.Evaluate(
            _input.Split.Test,
            contender.Scorer,
            share => _progress.Report($"{contender.Name} test", share),
            cancellationToken));
        return ContenderReport.Of(contender, validation, test) with
        {
            JoulesPerThousandRankings = energy.Read().Joules * 1_000 / Math.Max(_input.Split.Test.Count, 1),
        };
    }

    private static void ThrowUnlessKnown(string option, string name, IReadOnlyList<string> known)
    {
        if (!known.Contains(name))
        {
            throw new ArgumentException($"{option} '{name}' is none of: {string.Join(", ", known)}");
        }
    }
}
