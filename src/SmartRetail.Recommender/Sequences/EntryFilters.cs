using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.Features;

namespace SmartRetail.Recommender.Sequences;

/// <summary>Leaves out, customer by customer, what preparation says, and counts it by reason.</summary>
internal sealed class EntryFilters(
    PagedList<SequenceEntry> entries,
    EntryGroups groups,
    IReadOnlyList<ProductId> products,
    SequencePreparation preparation)
{
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;
    private readonly long[] _leftOut = new long[Enum.GetValues<LeftOutReason>().Length];
    private readonly int[] _counts = new int[products.Count];
    private readonly List<long> _times = [];
    private readonly Dictionary<(int Product, byte Kind), long> _lastTimes = [];

    // Whoever did no more than this did nothing that people do not.
    private readonly int _mostOfPeople = new[]
    {
        preparation.MaxPerMinute,
        preparation.MaxPerDay,
        preparation.Conduct?.MaxOfOneProduct ?? int.MaxValue,
        preparation.Conduct?.MaxEven ?? int.MaxValue,
        preparation.Conduct?.MaxOrdersPerDay ?? int.MaxValue,
        preparation.Conduct?.MaxLinesOfOneProduct ?? int.MaxValue,
    }.Min();

    /// <summary>By reason.</summary>
    public IReadOnlyList<long> LeftOut => _leftOut;

    public int BotCustomers { get; private set; }

    public void Run()
    {
        if (preparation.IsRemoved is { } isRemoved)
        {
            var removed = new bool[products.Count];
            for (var product = 0; product < removed.Length; product++)
            {
                removed[product] = isRemoved(products[product]);
            }

            ForEach(LeftOutReason.RemovedProduct, numbers => Keep(numbers, entry => !removed[entry.Product]));
        }

        ForEach(LeftOutReason.Bot, numbers => IsBot(numbers) ? 0 : numbers.Length);
        if (preparation.DuplicateGap is { } gap)
        {
            ForEach(LeftOutReason.Duplicate, numbers => KeepFirsts(numbers, (long)gap.TotalMilliseconds));
        }

        LeaveOutRare();
        ForEach(LeftOutReason.Repeat, Collapse);
        KeepNewest();
        ForEach(LeftOutReason.SmallCustomer, WithoutSmall);
    }

    /// <param name="filter">Moves what it keeps to the front and returns how many that are.</param>
    private bool ForEach(LeftOutReason reason, Filter filter)
    {
        var before = _leftOut[(int)reason];
        for (var customer = 0; customer < groups.Customers; customer++)
        {
            var numbers = groups.Of(customer);
            var kept = numbers.IsEmpty ? 0 : filter(numbers);
            _leftOut[(int)reason] += numbers.Length - kept;
            groups.Keep(customer, 0, kept);
        }

        return _leftOut[(int)reason] > before;
    }

    private int Keep(Span<int> numbers, Func<SequenceEntry, bool> isKept)
    {
        var kept = 0;
        foreach (var number in numbers)
        {
            if (isKept(entries[number]))
            {
                numbers[kept++] = number;
            }
        }

        return kept;
    }

    private bool IsBot(ReadOnlySpan<int> numbers)
    {
        if (numbers.Length <= _mostOfPeople)
        {
            return false;
        }

        _times.Clear();
        foreach (var number in numbers)
        {
            if (entries[number].Kind != (byte)InteractionKind.Purchase)
            {
                _times.Add(entries[number].Time);
            }
        }

        var isBot = HasMore(_times, preparation.MaxPerMinute, Minute) || HasMore(_times, preparation.MaxPerDay, Day)
            || IsStrange(numbers);
        BotCustomers += isBot ? 1 : 0;
        return isBot;
    }

    private bool IsStrange(ReadOnlySpan<int> numbers)
    {
        if (preparation.Conduct is not { } options)
        {
            return false;
        }

        var conduct = new CustomerConduct();
        var isPerson = true;
        foreach (var number in numbers)
        {
            var entry = entries[number];
            var isFree = entry.Kind != (byte)InteractionKind.Purchase;
            isPerson &= conduct.Take(entry.Product, entry.Time * TimeSpan.TicksPerMillisecond, isFree, options);
        }

        return !isPerson;
    }

    /// <summary>Whether more than <paramref name="most"/> of the sorted times ever lie within less than a span.</summary>
    private static bool HasMore(List<long> times, int most, long span)
    {
        for (var at = most; at < times.Count; at++)
        {
            if (times[at] - times[at - most] < span)
            {
                return true;
            }
        }

        return false;
    }

    private int KeepFirsts(Span<int> numbers, long gap)
    {
        _lastTimes.Clear();
        var kept = 0;
        foreach (var number in numbers)
        {
            var entry = entries[number];
            var isDuplicate = _lastTimes.TryGetValue((entry.Product, entry.Kind), out var last) && entry.Time - last <= gap;
            _lastTimes[(entry.Product, entry.Kind)] = entry.Time;
            if (!isDuplicate)
            {
                numbers[kept++] = number;
            }
        }

        return kept;
    }

    private void LeaveOutRare()
    {
        bool changed;
        do
        {
            Array.Clear(_counts);
            for (var customer = 0; customer < groups.Customers; customer++)
            {
                foreach (var number in groups.Of(customer))
                {
                    _counts[entries[number].Product]++;
                }
            }

            changed = ForEach(
                LeftOutReason.Rare,
                numbers => Keep(numbers, entry => _counts[entry.Product] >= preparation.MinItemInteractions));
            changed |= preparation.IsCore && ForEach(LeftOutReason.Rare, WithoutSmall);
        }
        while (changed && preparation.IsCore);
    }

    private int WithoutSmall(Span<int> numbers) =>
        numbers.Length < preparation.MinCustomerInteractions ? 0 : numbers.Length;

    private int Collapse(Span<int> numbers)
    {
        var gap = (long)preparation.RepeatGap.TotalMilliseconds;
        var kept = 1;
        var before = entries[numbers[0]];
        foreach (var number in numbers[1..])
        {
            var entry = entries[number];
            if (entry.Product == before.Product && entry.Time - before.Time <= gap)
            {
                ref var stands = ref entries[numbers[kept - 1]];
                stands.Kind = Stronger(stands.Kind, entry.Kind);
            }
            else
            {
                numbers[kept++] = number;
            }

            before = entry;
        }

        return kept;
    }

    private static byte Stronger(byte first, byte second) =>
        InteractionWeights.OfTarget((InteractionKind)second) > InteractionWeights.OfTarget((InteractionKind)first)
            ? second
            : first;

    private void KeepNewest()
    {
        for (var customer = 0; customer < groups.Customers; customer++)
        {
            var length = groups.Of(customer).Length;
            var kept = Math.Min(length, preparation.MaxInteractions);
            _leftOut[(int)LeftOutReason.Old] += length - kept;
            groups.Keep(customer, length - kept, kept);
        }
    }

    private delegate int Filter(Span<int> numbers);
}
