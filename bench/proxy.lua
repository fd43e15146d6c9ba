-- A wrk script: absolute-form GETs of one path at many hosts, in turn, and one line of figures at the end.
-- Arguments: a file of host names, the path, "direct" for an origin that is asked without a proxy, a header or "", and how many
-- milliseconds each connection waits before it asks again.
local requests, at = {}, 0

function init(arguments)
  local file, path, direct, header = arguments[1], arguments[2], arguments[3] == "direct", arguments[4] or ""
  local pause = tonumber(arguments[5] or 0)
  if pause > 0 then -- wrk asks a script that has this function before each request, which takes time by itself
    function delay()
      return pause
    end
  end
  for host in io.lines(file) do
    local target = direct and path or ("http://" .. host .. path)
    requests[#requests + 1] = "GET " .. target .. " HTTP/1.1\r\nHost: " .. host
      .. "\r\nUser-Agent: wrk\r\nAccept: */*\r\n" .. (header ~= "" and header .. "\r\n" or "") .. "\r\n"
  end
  math.randomseed(os.time())
  at = math.random(#requests)
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
