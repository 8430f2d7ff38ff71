/** Bytes of JSON, and pieces, that a cell may show. */
const LIMIT = { bytes: 65_536, outputs: 1_000 };

/**
 * The script of the sandbox's page, as text: its hash stands in that page's policy. It is handed the
 * worker's code and a port by the page that holds it, starts a worker for each run, and passes
 * messages on. It counts them too: what runs in the worker may not be trusted to.
 *
 * Where it is not sandboxed (its origin is not opaque), and for anyone but its parent, it does nothing.
 */
export const frameScript = `if(self.origin==="null")addEventListener("message",function begin(event){
if(event.source!==parent||!event.ports[0])return;
removeEventListener("message",begin);
const port=event.ports[0];
const url=URL.createObjectURL(new Blob([event.data],{type:"text/javascript"}));
const workers=new Map();
const end=(run)=>{workers.get(run)?.terminate();workers.delete(run)};
port.onmessage=({data})=>{
const{kind,run}=data;
if(kind==="stop")return end(run);
const worker=new Worker(url);
workers.set(run,worker);
let bytes=0,outputs=0;
worker.onmessage=({data})=>{
if(!workers.has(run))return;
if(data==="ended")return port.postMessage({kind:"ended",run});
bytes+=JSON.stringify(data).length;outputs+=1;
if(bytes>${LIMIT.bytes}||outputs>${LIMIT.outputs}){end(run);return port.postMessage({kind:"full",run})}
port.postMessage({kind:"output",run,output:data});
};
worker.onerror=(event)=>{if(workers.has(run))port.postMessage({kind:"crashed",run,message:String(event.message)})};
worker.postMessage(data.program);
};
port.postMessage("ready");
});`;
