namespace SmartRetail.Testing.Processes;

/// <summary>Ends all, and then throws what went wrong first: nobody runs on because another has failed.</summary>
internal static class Disposal
{
    public static async Task OfAllAsync(IEnumerable<IAsyncDisposable> all)
    {
        var failures = new List<Exception>();
        foreach (var one in all)
        {
            try
            {
                await one.DisposeAsync();
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        }
    }
}
