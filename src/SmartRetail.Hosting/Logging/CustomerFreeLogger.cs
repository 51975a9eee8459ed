using System.Collections;
using Microsoft.Extensions.Logging;

namespace SmartRetail.Hosting.Logging;

/// <summary>Hands on what is logged with nobody named in it: the message, its values, and the exception. Scopes, which hold the
/// paths of requests, are left out.</summary>
internal sealed class CustomerFreeLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (inner.IsEnabled(logLevel))
        {
            var entry = new Entry(
                CustomerText.Hide(formatter(state, exception)), state as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
            inner.Log(logLevel, eventId, entry, Hide(exception), static (one, _) => one.ToString());
        }
    }

    private static Exception? Hide(Exception? exception)
    {
        if (exception?.ToString() is not { } text)
        {
            return null;
        }

        var hidden = CustomerText.Hide(text);
        return string.Equals(hidden, text, StringComparison.Ordinal) ? exception : new HiddenException(hidden);
    }

    private static object? Hide(object? value) =>
        value is null || value.GetType().IsPrimitive || value.ToString() is not { } text ? value : CustomerText.Hide(text);

    private sealed class Entry(string message, IReadOnlyList<KeyValuePair<string, object?>> values)
        : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => values.Count;

        public KeyValuePair<string, object?> this[int index] => new(values[index].Key, Hide(values[index].Value));

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            for (var index = 0; index < Count; index++)
            {
                yield return this[index];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => message;
    }

    /// <summary>Stands for one whose text named a customer.</summary>
    private sealed class HiddenException(string text) : Exception(text)
    {
        public override string ToString() => Message;
    }
}
