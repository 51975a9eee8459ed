using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmartRetail.Hosting.Logging;

namespace SmartRetail.UnitTests.Logging;

/// <summary>What each request pays for the log, with the settings that come with the program.</summary>
public sealed class RequestLogTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", true)]
    [InlineData("SmartRetail.Client.Problems.ProblemWriter", true)]
    public void No_request_gets_an_activity_for_a_log_that_does_not_show_it(string category, bool isLogged)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "silo", "appsettings.json")).Build();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(settings.GetSection("Logging")).UseRetailLog())
            .BuildServiceProvider();

        // What the framework asks before it makes an activity and a scope.
        Assert.Equal(isLogged, services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Critical));
    }
}
