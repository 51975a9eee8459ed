using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SmartRetail.ClusterTests;

/// <summary>Keeps what silos in this process log, exceptions with it. Bounded by the life of a cluster.</summary>
internal sealed class LoggedLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new LineLog(categoryName, _lines);

    public void Dispose()
    {
        // The lines are read when the silos are gone.
    }

    private sealed class LineLog(string category, ConcurrentQueue<string> lines) : ILogger
    {
        // As the product's settings have it.
        private readonly LogLevel _least =
            category.StartsWith("SmartRetail", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= _least;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
