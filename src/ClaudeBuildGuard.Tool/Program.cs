using ClaudeBuildGuard.Tool;

// The hook is answered before the command line is even described: every tool call of a session waits for it.
// Not awaited here, because a program that awaits starts with more machinery than the hook needs.
return args is ["hook"] ? HookVerb.Run() : CommandLine.RunAsync(args).GetAwaiter().GetResult();
