namespace SmartRetail.Client.Access;

/// <summary>Names of the policy that the console's pages demand, and of the cookie sign-in behind it.</summary>
internal static class ConsolePolicy
{
    public const string Name = "console";

    public const string Scheme = "console-cookie";

    public const string SignInPath = "/console/sign-in";

    public const string SignOutPath = "/console/sign-out";
}
