/**
 * The script of the sandbox's page, as text: its hash stands in that page's policy. It is handed the
 * worker's code and a port, starts a worker for each run, and passes messages on.
 */
export const frameScript = `addEventListener("message",({data,ports:[port]})=>{
const url=URL.createObjectURL(new Blob([data],{type:"text/javascript"}));
const workers=new Map();
port.onmessage=({data})=>{
if(data.kind==="stop"){workers.get(data.run)?.terminate();workers.delete(data.run);return}
const worker=new Worker(url);
workers.set(data.run,worker);
worker.onmessage=(event)=>port.postMessage(event.data);
worker.postMessage(data);
};
port.postMessage("ready");
},{once:true});`;
