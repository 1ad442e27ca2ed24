using ClaudeBuildGuard.Tool;

// The hook is answered before the command line is even described: every tool call of a session waits for it.
return args is ["hook"] ? HookVerb.Run() : await CommandLine.RunAsync(args).ConfigureAwait(false);
