namespace SmartRetail.Client.Access;

/// <summary>Scopes as requests, settings and the API document name them.</summary>
internal static class ScopeNames
{
    private const string PolicyPrefix = "scope:";

    extension(Scope scope)
    {
        public string ToText() => scope switch
        {
            Scope.Recommend => "recommend",
            Scope.Record => "record",
            Scope.Catalog => "catalog",
            Scope.Train => "train",
            Scope.Operate => "operate",
            Scope.Privacy => "privacy",
            _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "There is no such scope."),
        };

        public string PolicyName => PolicyPrefix + scope.ToText();
    }
}
