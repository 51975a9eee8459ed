using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using SmartRetail.Client;
using SmartRetail.Client.Cluster;
using SmartRetail.Contracts.Calls;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Training;

namespace SmartRetail.UnitTests.Cluster;

public sealed class CallRetryTests
{
    private static readonly GrainId Grain = GrainId.Create("customer", "shop/anna");
    private static readonly GrainId Client = GrainId.Create(GrainTypePrefix.ClientGrainType, "web");

    private readonly RetailClientOptions _options = new() { RetryFor = TimeSpan.FromSeconds(8) };

    [Fact]
    public async Task Makes_an_idempotent_call_again_until_it_is_answered()
    {
        var call = new ScriptedCall(typeof(ICustomerGrain), nameof(ICustomerGrain.Record), Client)
            .Fails(new SiloUnavailableException()).Fails(new TimeoutException()).Answers();

        await Invoke(call);

        Assert.Equal(3, call.Attempts);
    }

    [Fact]
    public async Task Makes_a_call_again_that_the_cluster_has_cancelled()
    {
        var call = new ScriptedCall(typeof(ICustomerGrain), nameof(ICustomerGrain.Record), Client)
            .Fails(new OperationCanceledException()).Answers();

        await Invoke(call);

        Assert.Equal(2, call.Attempts);
    }

    [Fact]
    public async Task Brings_each_attempt_the_arguments_that_the_one_before_it_was_cleared_of()
    {
        var call = new ScriptedCall(typeof(ICustomerGrain), nameof(ICustomerGrain.Record), Client, arguments: ["tea", 10, null])
            .Fails(new TimeoutException()).Fails(new TimeoutException()).Answers();

        await Invoke(call);

        Assert.Equal([["tea", 10, null], ["tea", 10, null], ["tea", 10, null]], call.Received);
    }

    [Fact]
    public void Leaves_what_a_grain_calls_in_its_turn_its_own_arguments()
    {
        var request = RequestOf(nameof(ICustomerGrain.GetProfile), ["its own"], CancellationToken.None);

        RepeatedCall.Begin(Grain, nameof(ICustomerGrain.GetProfile), ["the caller's"]);
        RepeatedCall.Restore(GrainId.Create("customer", "shop/bert"), request);
        RepeatedCall.Restore(Grain, request);

        Assert.Equal("its own", request.GetArgument(0));
    }

    [Fact]
    public async Task Tells_of_a_call_that_the_cluster_has_cancelled_as_of_one_that_took_too_long()
    {
        var call = new ScriptedCall(typeof(IModelTrainerGrain), nameof(IModelTrainerGrain.Start), Client)
            .Fails(new OperationCanceledException()).Answers();

        await Assert.ThrowsAsync<TimeoutException>(() => Invoke(call));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public async Task Leaves_a_call_alone_that_its_caller_has_cancelled()
    {
        var call = new ScriptedCall(typeof(ICustomerGrain), nameof(ICustomerGrain.Record), Client, new(canceled: true))
            .Fails(new OperationCanceledException()).Answers();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Invoke(call));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public async Task Leaves_a_call_alone_that_does_something_each_time()
    {
        var call = new ScriptedCall(typeof(IModelTrainerGrain), nameof(IModelTrainerGrain.Start), Client)
            .Fails(new SiloUnavailableException()).Answers();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Invoke(call));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public async Task Leaves_an_answer_alone_that_says_no()
    {
        var call = new ScriptedCall(typeof(ICustomerGrain), nameof(ICustomerGrain.Record), Client)
            .Fails(new ArgumentException("interactions: must be from 1 to 1000")).Answers();

        await Assert.ThrowsAsync<ArgumentException>(() => Invoke(call));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public async Task Leaves_the_calls_of_grains_to_the_grains()
    {
        var call = new ScriptedCall(typeof(ICustomerGrain), nameof(ICustomerGrain.GetProfile), Grain)
            .Fails(new SiloUnavailableException()).Answers();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Invoke(call));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public async Task Gives_up_when_the_time_for_it_is_over()
    {
        _options.RetryFor = TimeSpan.FromMilliseconds(20);
        var call = new ScriptedCall(typeof(ICustomerGrain), nameof(ICustomerGrain.GetProfile), Client)
            .Fails(new TimeoutException()).Answers();

        await Assert.ThrowsAsync<TimeoutException>(() => Invoke(call));

        Assert.Equal(1, call.Attempts);
    }

    [Fact]
    public void Waits_longer_each_time_up_to_a_bound_and_never_twice_the_same()
    {
        var delays = new RetryDelays(seed: 1);

        double[] waited = [.. Enumerable.Range(1, 8).Select(attempt => delays.Next(attempt).TotalMilliseconds)];

        Assert.Equal(8, waited.Distinct().Count());
        Assert.All(
            waited.Zip([50, 100, 200, 400, 800, 800, 800, 800]),
            pair => Assert.InRange(pair.First, pair.Second / 2.0, pair.Second));
    }

    private Task Invoke(ScriptedCall call) =>
        new CallRetry(Options.Create(_options), TimeProvider.System, NullLogger<CallRetry>.Instance).Invoke(call);

    /// <summary>A call to a grain that goes as it is told, attempt by attempt.</summary>
    private sealed class ScriptedCall(
        Type grain, string method, GrainId source, CancellationToken cancellation = default, params object?[] arguments)
        : IOutgoingGrainCallContext
    {
        private readonly Queue<Exception?> _script = new();

        /// <summary>What each attempt has brought to the grain.</summary>
        public List<object?[]> Received { get; } = [];

        public int Attempts { get; private set; }

        public MethodInfo InterfaceMethod { get; } = grain.GetMethod(method)!;

        public string InterfaceName => grain.Name;

        public string MethodName => method;

        public GrainId? SourceId => source;

        public GrainId TargetId => Grain;

        public IInvokable Request { get; } = RequestOf(method, arguments, cancellation);

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        object IGrainCallContext.Grain => throw new NotSupportedException();

        public IGrainContext? SourceContext => null;

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public ScriptedCall Fails(Exception error)
        {
            _script.Enqueue(error);
            return this;
        }

        public ScriptedCall Answers()
        {
            _script.Enqueue(null);
            return this;
        }

        public Task Invoke()
        {
            Attempts++;
            RepeatedCall.Restore(TargetId, Request);
            Received.Add([.. arguments]);

            // As the runtime does in one process when the grain is done.
            Array.Clear(arguments);
            return _script.Dequeue() is { } error ? Task.FromException(error) : Task.CompletedTask;
        }
    }

    private static IInvokable RequestOf(string method, object?[] arguments, CancellationToken cancellation)
    {
        var request = DispatchProxy.Create<IInvokable, ScriptedRequest>();
        var scripted = (ScriptedRequest)(object)request;
        (scripted.Method, scripted.Arguments, scripted.Cancellation) = (method, arguments, cancellation);
        return request;
    }

    /// <summary>A request as far as it matters here.</summary>
    public class ScriptedRequest : DispatchProxy
    {
        internal string Method { get; set; } = "";

        internal object?[] Arguments { get; set; } = [];

        internal CancellationToken Cancellation { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IInvokable.GetCancellationToken) => Cancellation,
            nameof(IInvokable.GetMethodName) => Method,
            nameof(IInvokable.GetArgumentCount) => Arguments.Length,
            nameof(IInvokable.GetArgument) => Arguments[(int)args![0]!],
            nameof(IInvokable.SetArgument) => Arguments[(int)args![0]!] = args[1],
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }
}
