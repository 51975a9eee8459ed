namespace SmartRetail.LoadTests.Shoppers;

/// <summary>Fits how shoppers behave to what a shop has sold. A session is what a customer does with less than half an hour between.</summary>
internal static class ShopperFit
{
    private const int Quantiles = 20;
    private static readonly TimeSpan SessionGap = TimeSpan.FromMinutes(30);

    /// <param name="lines">In any order.</param>
    /// <param name="categories">Of products; one that is missing has none.</param>
    public static ShopperModel Fit(string source, IEnumerable<Purchase> lines, IReadOnlyDictionary<string, string> categories)
    {
        var customers = lines.GroupBy(line => line.Customer)
            .OrderBy(customer => customer.Key, StringComparer.Ordinal)
            .Select(customer => customer.OrderBy(line => line.At).ToList())
            .ToList();
        var sessions = customers
            .SelectMany(customer => SplitSessions([.. customer.Where(line => !line.IsReturn)]).Select((lines, at) => (lines, at)))
            .ToList();
        var purchases = customers.Sum(customer => customer.Count(line => !line.IsReturn));
        return new()
        {
            Source = source,
            SessionLengths = Rounded(FindQuantiles([.. sessions.Select(session => (double)CountProducts(session.lines)).Order()])),
            Hours = Rounded(CountHours(sessions.Select(session => session.lines[0].At.Hour), sessions.Count)),
            PopularityExponent = Math.Round(ZipfExponent.Estimate(
                [.. customers.SelectMany(customer => customer).Where(line => !line.IsReturn)
                    .CountBy(line => line.Product).Select(count => (double)count.Value)]), 4),
            CategoryAffinity = Math.Round(FindAffinity([.. sessions.Select(session => session.lines)], categories), 4),
            RepeatPurchases = Math.Round(FindRepeats(customers), 4),
            Returns = Math.Round((customers.Sum(customer => customer.Count) - purchases) / (double)purchases, 4),
            ReturningSessions = Math.Round(sessions.Count(session => session.at > 0) / (double)sessions.Count, 4),
        };
    }

    private static double[] Rounded(IEnumerable<double> values) => [.. values.Select(value => Math.Round(value, 4))];

    private static int CountProducts(List<Purchase> session) => session.DistinctBy(line => line.Product).Count();

    private static List<List<Purchase>> SplitSessions(List<Purchase> lines)
    {
        var sessions = new List<List<Purchase>>();
        foreach (var line in lines)
        {
            if (sessions.Count == 0 || line.At - sessions[^1][^1].At >= SessionGap)
            {
                sessions.Add([]);
            }

            sessions[^1].Add(line);
        }

        return sessions;
    }

    private static IEnumerable<double> FindQuantiles(List<double> sorted) =>
        Enumerable.Range(0, Quantiles + 1).Select(at => sorted[at * (sorted.Count - 1) / Quantiles]);

    private static IEnumerable<double> CountHours(IEnumerable<int> hours, int sessions)
    {
        var counts = hours.CountBy(hour => hour).ToDictionary();
        return Enumerable.Range(0, 24).Select(hour => counts.GetValueOrDefault(hour) / (double)sessions);
    }

    // Two products of one session are of one category as often as chance has it, and, in this share of the rest, because of it.
    private static double FindAffinity(List<List<Purchase>> sessions, IReadOnlyDictionary<string, string> categories)
    {
        var known = sessions
            .Select(session => session.Where(line => categories.ContainsKey(line.Product)).Select(line => categories[line.Product]).ToList())
            .ToList();
        var total = (double)known.Sum(session => session.Count);
        var chance = known.SelectMany(session => session).CountBy(name => name).Sum(count => Math.Pow(count.Value / total, 2));
        var steps = known.SelectMany(session => session.Zip(session.Skip(1), (one, next) => one == next)).ToList();
        var same = steps.Count == 0 ? chance : steps.Count(isSame => isSame) / (double)steps.Count;
        return chance < 1 ? Math.Clamp((same - chance) / (1 - chance), 0, 1) : 0;
    }

    private static double FindRepeats(List<List<Purchase>> customers)
    {
        var (later, again) = (0, 0);
        foreach (var customer in customers)
        {
            var before = new HashSet<string>(StringComparer.Ordinal);
            foreach (var session in SplitSessions([.. customer.Where(line => !line.IsReturn)]))
            {
                var products = session.Select(line => line.Product).Distinct().ToList();
                if (before.Count > 0)
                {
                    later += products.Count;
                    again += products.Count(before.Contains);
                }

                before.UnionWith(products);
            }
        }

        return later == 0 ? 0 : again / (double)later;
    }
}
