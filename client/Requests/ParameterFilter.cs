using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Requests;

/// <summary>
/// Checks the path and query parameters of a handler before it runs: names the one that is wrong and what it may be,
/// refuses names that the handler does not know, and gives ids as the caller wrote them.
/// </summary>
internal static class ParameterFilter
{
    private const int DateLength = 10;

    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var parameters = factory.MethodInfo.GetParameters();
        var query = parameters
            .Where(parameter => parameter.IsDefined(typeof(FromQueryAttribute)))
            .ToFrozenDictionary(parameter => parameter.Name!, StringComparer.OrdinalIgnoreCase);
        var route = parameters.Where(parameter => parameter.IsDefined(typeof(FromRouteAttribute))).ToImmutableArray();
        return invocation =>
        {
            // Nearly always there are none, and then there is nothing to make.
            var errors = ImmutableArray<FieldError>.Empty;
            foreach (var parameter in route)
            {
                if (CheckRoute(parameter, invocation) is { } error)
                {
                    errors = errors.Add(error);
                }
            }

            foreach (var (name, values) in invocation.HttpContext.Request.Query)
            {
                if (CheckQuery(name, values, query) is { } error)
                {
                    errors = errors.Add(error);
                }
            }

            return errors.IsEmpty ? next(invocation) : ValueTask.FromResult<object?>(ProblemTable.Invalid(errors));
        };
    }

    private static FieldError? CheckRoute(ParameterInfo parameter, EndpointFilterInvocationContext invocation)
    {
        var name = parameter.Name!;
        var value = RoutePath.ReadValue(invocation.HttpContext, name);
        if (parameter.ParameterType != typeof(string))
        {
            return CheckOne(name, parameter.ParameterType, value);
        }

        // The framework leaves %2F in path values; an id with a slash must reach the grain as it was meant.
        invocation.Arguments[parameter.Position] = value;
        return name == "store" ? StoreId.Check(name, value) : Identifier.Check(name, value);
    }

    private static FieldError? CheckQuery(
        string name, StringValues values, FrozenDictionary<string, ParameterInfo> known)
    {
        if (!known.TryGetValue(name, out var parameter))
        {
            return new(name, known.Count == 0
                ? "is not a known parameter; there are none here"
                : $"is not a known parameter; known are: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}");
        }

        if (parameter.ParameterType == typeof(string[]))
        {
            return null;
        }

        return values.Count == 1 ? CheckOne(name, parameter.ParameterType, values[0]) : new(name, "must be given once");
    }

    private static FieldError? CheckOne(string name, Type parameterType, string? value)
    {
        var type = Nullable.GetUnderlyingType(parameterType) ?? parameterType;
        var reason = type switch
        {
            _ when type == typeof(string) => null,
            _ when type == typeof(int) => CheckWhole<int>(value),
            _ when type == typeof(long) => CheckWhole<long>(value),
            _ when type == typeof(decimal) => decimal.TryParse(
                value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
                ? null
                : "must be a decimal number such as 9.99",
            _ when type == typeof(DateTimeOffset) => IsInstant(value) ? null : "must be a time such as 2026-01-31T09:30:00Z",
            _ when type == typeof(bool) => bool.TryParse(value, out _) ? null : "must be true or false",
            _ => throw new NotSupportedException($"Parameter '{name}' has type {type}, which has no check."),
        };
        return reason is null ? null : new(name, reason);
    }

    private static string? CheckWhole<T>(string? value)
        where T : IBinaryInteger<T>, IMinMaxValue<T> =>
        T.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? null
            : $"must be a whole number from {T.MinValue} to {T.MaxValue}";

    // A time without an offset would mean whatever zone the server runs in.
    private static bool IsInstant(string? value) =>
        value is not null
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && (value.EndsWith('Z') || value.AsSpan(Math.Min(DateLength, value.Length)).ContainsAny('+', '-'));
}
