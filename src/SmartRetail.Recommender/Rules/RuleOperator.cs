namespace SmartRetail.Recommender.Rules;

internal enum RuleOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal static class RuleOperators
{
    extension(RuleOperator comparison)
    {
        /// <summary>Whether the operator holds for an order of two values as <see cref="IComparable.CompareTo"/> gives it.</summary>
        public bool Holds(int order) => comparison switch
        {
            RuleOperator.Equal => order == 0,
            RuleOperator.NotEqual => order != 0,
            RuleOperator.Less => order < 0,
            RuleOperator.LessOrEqual => order <= 0,
            RuleOperator.Greater => order > 0,
            _ => order >= 0,
        };

        public string ToText() => comparison switch
        {
            RuleOperator.Equal => "==",
            RuleOperator.NotEqual => "!=",
            RuleOperator.Less => "<",
            RuleOperator.LessOrEqual => "<=",
            RuleOperator.Greater => ">",
            _ => ">=",
        };
    }
}
