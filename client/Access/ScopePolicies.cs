namespace SmartRetail.Client.Access;

/// <summary>The authorization policies that stand for scopes.</summary>
internal static class ScopePolicies
{
    private const string PolicyPrefix = "scope:";

    extension(Scope scope)
    {
        public string PolicyName => PolicyPrefix + scope.ToText();
    }
}
