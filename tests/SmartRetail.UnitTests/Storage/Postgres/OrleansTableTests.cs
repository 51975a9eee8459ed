using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;

namespace SmartRetail.UnitTests.Storage.Postgres;

/// <summary>Our tables and queries for membership and reminders, used by Orleans' own providers.</summary>
public sealed class OrleansTableTests(SharedPostgres server) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly PostgresFixture _database = new(server);
    private readonly ClusterOptions _cluster = new() { ClusterId = "retail", ServiceId = "retail" };
    private ServiceProvider _services = null!;
    private AdoNetClusteringTable _members = null!;
    private IReminderTable _reminders = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var storage = await _database.OpenAsync(TimeProvider.System);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Options.Create(_cluster))
            .UseAdoNetReminderService(options => options.Configure(reminders =>
            {
                reminders.Invariant = storage.Invariant;
                reminders.ConnectionString = storage.ConnectionString;
            }))
            .BuildServiceProvider();
        _reminders = _services.GetRequiredService<IReminderTable>();
        await _reminders.StartAsync(TestContext.Current.CancellationToken);
        _members = new(
            _services,
            Options.Create(_cluster),
            Options.Create(new AdoNetClusteringSiloOptions
            {
                Invariant = storage.Invariant,
                ConnectionString = storage.ConnectionString,
            }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await _members.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Starts_with_a_version_and_without_silos()
    {
        var table = await _members.ReadAllAsync(Cancellation);

        Assert.Empty(table.Members);
        Assert.Equal(0, table.Version.Version);
    }

    [Fact]
    public async Task Keeps_a_silo_as_it_was_written()
    {
        var silo = Silo(port: 11_111);

        var isInserted = await _members.InsertRowAsync(silo, new(1, "0"), Cancellation);
        var table = await _members.ReadRowAsync(silo.SiloAddress, Cancellation);

        Assert.True(isInserted);
        Assert.Equal(1, table.Version.Version);
        Assert.Equal(silo.ToFullString(), Assert.Single(table.Members).Item1.ToFullString());
    }

    [Fact]
    public async Task Makes_one_of_two_changes_from_the_same_version()
    {
        var first = await _members.InsertRowAsync(Silo(port: 1), new(1, "0"), Cancellation);
        var second = await _members.InsertRowAsync(Silo(port: 2), new(1, "0"), Cancellation);

        Assert.True(first);
        Assert.False(second);
        Assert.Single((await _members.ReadAllAsync(Cancellation)).Members);
    }

    [Fact]
    public async Task Raises_the_version_with_a_change_of_status_and_not_with_a_sign_of_life()
    {
        var silo = Silo(port: 1);
        await _members.InsertRowAsync(silo, new(1, "0"), Cancellation);
        silo.Status = SiloStatus.Dead;
        silo.AddSuspector(Silo(port: 2).SiloAddress, Start);

        var isUpdated = await _members.UpdateRowAsync(silo, "1", new(2, "1"), Cancellation);
        silo.IAmAliveTime = Start.AddMinutes(1);
        await _members.UpdateIAmAliveAsync(silo, Cancellation);
        var table = await _members.ReadAllAsync(Cancellation);

        Assert.True(isUpdated);
        Assert.Equal(2, table.Version.Version);
        Assert.Equal(silo.ToFullString(), Assert.Single(table.Members).Item1.ToFullString());
    }

    [Fact]
    public async Task Forgets_dead_silos_and_no_others_when_they_are_old()
    {
        var dead = Silo(port: 1);
        await _members.InsertRowAsync(dead, new(1, "0"), Cancellation);
        await _members.InsertRowAsync(Silo(port: 2), new(2, "1"), Cancellation);
        dead.Status = SiloStatus.Dead;
        await _members.UpdateRowAsync(dead, "2", new(3, "2"), Cancellation);

        await _members.CleanupDefunctSiloEntriesAsync(Start.AddDays(1), Cancellation);
        var left = await _members.ReadAllAsync(Cancellation);
        await _members.DeleteMembershipTableEntriesAsync(_cluster.ClusterId, Cancellation);

        Assert.Equal(2, Assert.Single(left.Members).Item1.SiloAddress.Endpoint.Port);
        Assert.Equal(0L, _database.Scalar("SELECT count(*) FROM OrleansMembershipTable"));
    }

    [Fact]
    public async Task Lists_the_gateways_of_active_silos()
    {
        await _members.InsertRowAsync(Silo(port: 1), new(1, "0"), Cancellation);
        var joining = Silo(port: 2);
        joining.Status = SiloStatus.Joining;
        await _members.InsertRowAsync(joining, new(2, "1"), Cancellation);
        var training = Silo(port: 3);
        training.ProxyPort = 0;
        await _members.InsertRowAsync(training, new(3, "2"), Cancellation);
        var query = _database.Scalar("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'GatewaysQueryKey'");
        await using var connection = _database.Connect();
        await using var command = new NpgsqlCommand((string)query!, connection);
        command.Parameters.AddWithValue("DeploymentId", _cluster.ClusterId);
        command.Parameters.AddWithValue("Status", (int)SiloStatus.Active);
        await using var gateways = await command.ExecuteReaderAsync(Cancellation);
        var ports = new List<int>();
        while (await gateways.ReadAsync(Cancellation))
        {
            ports.Add(gateways.GetInt32(gateways.GetOrdinal("ProxyPort")));
        }

        Assert.Equal(30_001, Assert.Single(ports));
    }

    [Fact]
    public async Task Keeps_a_reminder_and_replaces_it_under_its_name()
    {
        var grain = GrainId.Create("trainer", "shop");
        await _reminders.UpsertRow(Reminder(grain, TimeSpan.FromHours(1)), Cancellation);
        var version = await _reminders.UpsertRow(Reminder(grain, TimeSpan.FromHours(2)), Cancellation);

        var kept = await _reminders.ReadRow(grain, "train", Cancellation);

        Assert.NotNull(kept);
        Assert.Equal(TimeSpan.FromHours(2), kept.Period);
        Assert.Equal(Start, kept.StartAt);
        Assert.Equal(version, kept.ETag);
        Assert.Equal(grain, kept.GrainId);
    }

    [Fact]
    public async Task Removes_the_version_of_a_reminder_that_is_named_and_no_other()
    {
        var grain = GrainId.Create("trainer", "shop");
        var old = await _reminders.UpsertRow(Reminder(grain, TimeSpan.FromHours(1)), Cancellation);
        var current = await _reminders.UpsertRow(Reminder(grain, TimeSpan.FromHours(1)), Cancellation);

        Assert.False(await _reminders.RemoveRow(grain, "train", old!, Cancellation));
        Assert.True(await _reminders.RemoveRow(grain, "train", current!, Cancellation));
        Assert.Empty((await _reminders.ReadRows(grain, Cancellation)).Reminders);
    }

    [Fact]
    public async Task Splits_reminders_between_the_two_halves_of_the_ring()
    {
        var grains = Enumerable.Range(0, 20).Select(number => GrainId.Create("trainer", $"shop-{number}")).ToList();
        foreach (var grain in grains)
        {
            await _reminders.UpsertRow(Reminder(grain, TimeSpan.FromHours(1)), Cancellation);
        }

        var middle = grains.Select(grain => grain.GetUniformHashCode()).Order().ElementAt(9);
        var end = grains.Max(grain => grain.GetUniformHashCode());
        var upper = await _reminders.ReadRows(middle, end, Cancellation);
        var rest = await _reminders.ReadRows(end, middle, Cancellation);

        Assert.Equal(10, upper.Reminders.Count);
        Assert.Equal(10, rest.Reminders.Count);
        Assert.Empty(upper.Reminders.Select(row => row.GrainId).Intersect(rest.Reminders.Select(row => row.GrainId)));
    }

    private static MembershipEntry Silo(int port) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 7),
        SiloName = $"silo-{port}",
        HostName = "localhost",
        Status = SiloStatus.Active,
        ProxyPort = 30_000 + port,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private static ReminderEntry Reminder(GrainId grain, TimeSpan period) => new()
    {
        GrainId = grain,
        ReminderName = "train",
        StartAt = Start,
        Period = period,
    };
}
