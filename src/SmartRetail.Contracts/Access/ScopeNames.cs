namespace SmartRetail.Contracts.Access;

/// <summary>Scopes as requests, settings, commands and the API document name them.</summary>
public static class ScopeNames
{
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
    }

    /// <summary>Returns the scope of a name, exactly as <c>ToText</c> writes it; null when there is none.</summary>
    public static Scope? Find(string name) =>
        Enum.GetValues<Scope>().Select(scope => (Scope?)scope).FirstOrDefault(scope => scope!.Value.ToText() == name);
}
