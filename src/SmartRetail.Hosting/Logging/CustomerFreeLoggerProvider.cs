using Microsoft.Extensions.Logging;

namespace SmartRetail.Hosting.Logging;

/// <summary>Stands in for the console's provider, under whose name its levels are configured.</summary>
[ProviderAlias("Console")]
internal sealed class CustomerFreeLoggerProvider(ILoggerProvider inner) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new CustomerFreeLogger(inner.CreateLogger(categoryName));

    public void Dispose() => inner.Dispose();
}
